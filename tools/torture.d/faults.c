/* Lets calls of the operating system fail on purpose, and simulates a loss of power. For LD_PRELOAD; see faults.py.
 *
 * FAULT_FOLDER  calls on files below this folder are counted, others go through
 * FAULT_REPORT  where one line is written when the fault is made: call, file
 * FAULT_AT      the number of the call that fails, from 1
 * FAULT_KIND    EIO, ENOSPC, SHORT (half of a write is made), POWER or LIE
 * FAULT_STAY    1: every later call fails too, as with a disk that is gone
 * FAULT_SEED    of the writes that survive a loss of power
 *
 * LIE is POWER with a disk that says it has flushed and has not: a control, which must be noticed.
 *
 * POWER. For every file, what a flush has made durable is kept apart from what was written since. A write through a descriptor that was
 * opened with O_DSYNC is durable when it returns. When the power goes (before call FAULT_AT, or at the end of the process), each file
 * gets what is durable and, of every stretch of 512 bytes that was written since, either the new bytes or not. The names of files
 * stay as they are at that moment.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define SECTOR 512

static const char *folder, *report;
static long at, made, hit;
static int stay, power, lie, is_short, number;
static uint64_t numbers;
static pid_t owner;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

struct pending { off_t offset; size_t count; unsigned char *bytes; struct pending *next; };
struct file {
  dev_t device; ino_t inode; char path[512];
  unsigned char *durable; size_t size, room;
  struct pending *first, **last;
  struct file *next;
};
static struct file *files;

static uint64_t next_number(void) {
  uint64_t z = numbers += 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static void power_off(void);

__attribute__((constructor)) static void begin(void) {
  const char *kind = getenv("FAULT_KIND"), *text;
  folder = getenv("FAULT_FOLDER");
  report = getenv("FAULT_REPORT");
  if ((text = getenv("FAULT_AT"))) at = atol(text);
  stay = (text = getenv("FAULT_STAY")) && *text == '1';
  if ((text = getenv("FAULT_SEED"))) numbers = strtoull(text, 0, 10);
  if (kind) {
    lie = !strcmp(kind, "LIE");
    power = lie || !strcmp(kind, "POWER");
    is_short = !strcmp(kind, "SHORT");
    number = !strcmp(kind, "ENOSPC") ? ENOSPC : EIO;
  }
  owner = getpid();
}

/* The place of an open file, if it is below the folder. */
static int place(int descriptor, char *path, size_t room) {
  char link[64];
  if (!folder || getpid() != owner) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t count = readlink(link, path, room - 1);
  if (count <= 0) return 0;
  path[count] = 0;
  return !strncmp(path, folder, strlen(folder));
}

static void say(const char *call, const char *path) {
  char line[700];
  int count = snprintf(line, sizeof line, "%s %s\n", call, path + strlen(folder));
  int out = (int)syscall(SYS_open, report, O_WRONLY | O_CREAT | O_APPEND, 0644);
  if (out < 0) return;
  syscall(SYS_write, out, line, count);
  syscall(SYS_close, out);
}

/* True if this call is to fail. `gate` is held. */
static int is_hit(const char *call, const char *path, int writes) {
  if (is_short && !writes) return 0;
  made++;
  if (made < at || (made > at && !stay)) return 0;
  if (at <= 0) return 0;
  if (made == at && report) say(call, path);
  hit = 1;
  if (power) power_off();
  return 1;
}

/* Power */

static struct file *known(int descriptor, const char *path) {
  struct stat status;
  if (fstat(descriptor, &status) || !S_ISREG(status.st_mode)) return 0;
  for (struct file *f = files; f; f = f->next)
    if (f->device == status.st_dev && f->inode == status.st_ino) return f;
  struct file *f = calloc(1, sizeof *f);
  f->device = status.st_dev;
  f->inode = status.st_ino;
  snprintf(f->path, sizeof f->path, "%s", path);
  f->last = &f->first;
  f->size = f->room = (size_t)status.st_size;
  f->durable = calloc(1, f->room + 1);
  int in = (int)syscall(SYS_open, path, O_RDONLY, 0);
  size_t done = 0;
  ssize_t got;
  while (in >= 0 && done < f->size && (got = pread(in, f->durable + done, f->size - done, (off_t)done)) > 0) done += (size_t)got;
  if (in >= 0) syscall(SYS_close, in);
  f->next = files;
  files = f;
  return f;
}

static void put(struct file *f, off_t offset, const unsigned char *bytes, size_t count) {
  size_t end = (size_t)offset + count;
  if (end > f->room) {
    f->durable = realloc(f->durable, end * 2);
    memset(f->durable + f->room, 0, end * 2 - f->room);
    f->room = end * 2;
  }
  if (end > f->size) f->size = end;
  memcpy(f->durable + offset, bytes, count);
}

static void note(int descriptor, const char *path, off_t offset, const struct iovec *parts, int count, size_t total) {
  struct file *f = known(descriptor, path);
  if (!f || !total) return;
  struct pending *p = calloc(1, sizeof *p);
  p->offset = offset;
  p->count = total;
  p->bytes = malloc(total);
  for (size_t done = 0, i = 0; done < total && (int)i < count; i++) {
    size_t step = parts[i].iov_len < total - done ? parts[i].iov_len : total - done;
    memcpy(p->bytes + done, parts[i].iov_base, step);
    done += step;
  }
  if (fcntl(descriptor, F_GETFL) & O_DSYNC) {
    put(f, offset, p->bytes, total);
    free(p->bytes);
    free(p);
    return;
  }
  *f->last = p;
  f->last = &p->next;
}

static void flushed(int descriptor, const char *path) {
  struct file *f = known(descriptor, path);
  if (!f) return;
  while (f->first) {
    struct pending *p = f->first;
    put(f, p->offset, p->bytes, p->count);
    f->first = p->next;
    free(p->bytes);
    free(p);
  }
  f->last = &f->first;
}

/* One pattern of survival for each cut: none, all, or each stretch by chance. */
static void leave(struct file *f) {
  int pattern = (int)(next_number() % 4);
  for (struct pending *p = f->first; p; p = p->next) {
    if (pattern == 0) continue;
    for (size_t done = 0; done < p->count;) {
      size_t step = SECTOR - (size_t)(p->offset + (off_t)done) % SECTOR;
      if (step > p->count - done) step = p->count - done;
      if (pattern == 1 || next_number() % 2) put(f, p->offset + (off_t)done, p->bytes + done, step);
      done += step;
    }
  }
  /* By the descriptor's file, whatever its name is now. */
  char name[512];
  int out = -1;
  for (int descriptor = 3; descriptor < 256 && out < 0; descriptor++) {
    struct stat status;
    if (fstat(descriptor, &status) || status.st_dev != f->device || status.st_ino != f->inode) continue;
    snprintf(name, sizeof name, "/proc/self/fd/%d", descriptor);
    out = (int)syscall(SYS_open, name, O_WRONLY, 0);
  }
  if (out < 0) {
    struct stat status;
    if (stat(f->path, &status) || status.st_ino != f->inode || (out = (int)syscall(SYS_open, f->path, O_WRONLY, 0)) < 0) return;
  }
  syscall(SYS_ftruncate, out, f->size);
  for (size_t done = 0; done < f->size;) {
    ssize_t count = syscall(SYS_pwrite64, out, f->durable + done, f->size - done, done);
    if (count <= 0) break;
    done += (size_t)count;
  }
  syscall(SYS_close, out);
}

static void power_off(void) {
  for (struct file *f = files; f; f = f->next) leave(f);
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* The program has answered; then the power goes. */
__attribute__((destructor)) static void end(void) {
  if (!power || getpid() != owner) return;
  pthread_mutex_lock(&gate);
  for (struct file *f = files; f; f = f->next) leave(f);
}

int rename(const char *from, const char *to) {
  int (*real)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
  pthread_mutex_lock(&gate);
  int result = real(from, to), error = errno;
  struct stat status;
  if (power && result == 0 && !stat(to, &status))
    for (struct file *f = files; f; f = f->next)
      if (f->device == status.st_dev && f->inode == status.st_ino) snprintf(f->path, sizeof f->path, "%s", to);
  pthread_mutex_unlock(&gate);
  errno = error;
  return result;
}

/* Writes */

typedef ssize_t (*pwritev_call)(int, const struct iovec *, int, off_t);
typedef ssize_t (*writev_call)(int, const struct iovec *, int);

static ssize_t do_write(const char *call, int descriptor, const struct iovec *parts, int count, off_t offset, int positioned) {
  static pwritev_call real_at;
  static writev_call real;
  if (!real_at) real_at = (pwritev_call)dlsym(RTLD_NEXT, "pwritev");
  if (!real) real = (writev_call)dlsym(RTLD_NEXT, "writev");
  char path[600];
  if (!place(descriptor, path, sizeof path)) return positioned ? real_at(descriptor, parts, count, offset) : real(descriptor, parts, count);
  pthread_mutex_lock(&gate);
  ssize_t result;
  off_t from = positioned ? offset : lseek(descriptor, 0, SEEK_CUR);
  if (power) known(descriptor, path);
  int fails = is_hit(call, path, 1);
  if (fails && is_short) {
    size_t half = parts[0].iov_len / 2;
    struct iovec part = {parts[0].iov_base, half ? half : 1};
    result = positioned ? real_at(descriptor, &part, 1, offset) : real(descriptor, &part, 1);
  } else if (fails) {
    result = -1;
    errno = number;
  } else {
    result = positioned ? real_at(descriptor, parts, count, offset) : real(descriptor, parts, count);
    if (power && result > 0) note(descriptor, path, from, parts, count, (size_t)result);
  }
  int error = errno;
  pthread_mutex_unlock(&gate);
  errno = error;
  return result;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
  struct iovec part = {(void *)bytes, count};
  return do_write("write", descriptor, &part, 1, 0, 0);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
  struct iovec part = {(void *)bytes, count};
  return do_write("pwrite", descriptor, &part, 1, offset, 1);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off_t offset) { return pwrite(descriptor, bytes, count, offset); }
ssize_t writev(int descriptor, const struct iovec *parts, int count) { return do_write("writev", descriptor, parts, count, 0, 0); }
ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) { return do_write("pwritev", descriptor, parts, count, offset, 1); }
ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off_t offset) { return pwritev(descriptor, parts, count, offset); }

/* Flushes and lengths */

static int do_flush(const char *call, int descriptor) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, call);
  char path[600];
  if (!place(descriptor, path, sizeof path)) return real(descriptor);
  pthread_mutex_lock(&gate);
  int result, error;
  if (is_hit(call, path, 0)) {
    result = -1;
    error = number;
  } else {
    result = real(descriptor);
    error = errno;
    if (power && !lie && result == 0) flushed(descriptor, path);
  }
  pthread_mutex_unlock(&gate);
  errno = error;
  return result;
}

int fsync(int descriptor) { return do_flush("fsync", descriptor); }
int fdatasync(int descriptor) { return do_flush("fdatasync", descriptor); }

int ftruncate(int descriptor, off_t length) {
  int (*real)(int, off_t) = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate");
  char path[600];
  if (!place(descriptor, path, sizeof path)) return real(descriptor, length);
  pthread_mutex_lock(&gate);
  int fails = is_hit("ftruncate", path, 0);
  int result = fails ? -1 : real(descriptor, length);
  int error = fails ? number : errno;
  pthread_mutex_unlock(&gate);
  errno = error;
  return result;
}
int ftruncate64(int descriptor, off_t length) { return ftruncate(descriptor, length); }

int msync(void *start, size_t length, int flags) {
  int (*real)(void *, size_t, int) = (int (*)(void *, size_t, int))dlsym(RTLD_NEXT, "msync");
  pthread_mutex_lock(&gate);
  int fails = folder && getpid() == owner && is_hit("msync", folder, 0);
  pthread_mutex_unlock(&gate);
  if (!fails) return real(start, length, flags);
  errno = number;
  return -1;
}
