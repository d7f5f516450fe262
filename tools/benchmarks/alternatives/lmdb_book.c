/* The ceiling: LMDB in C with the tables of journal.mdb and rows of the same sizes, and nothing else. No line is parsed, no rule
 * is checked, no hash is computed (the hash rows hold zeros). What each record writes, in one transaction with its group:
 *   records   8-byte position -> the line                               (append)
 *   hashes    8-byte position -> 32 bytes for each tree node it ends    (append)
 *   ids       the id of the line -> 8-byte position
 *   subjects  kind/name 00 link position -> nothing; one for the subject and one for each "from" in the line
 *   meta      "head" -> 40 bytes, once for each transaction
 *
 *   lmdb_book load LINES DB GROUP             load a file, GROUP records in a durable transaction
 *   lmdb_book scan DB RUNS                    a cursor over all records, touching each line once
 *   lmdb_book hash DB RUNS                    the same with SHA-256 of each line and of the tree above it
 *   lmdb_book append LINES DB CALLERS COUNT   durable appends; more than one caller wait for one writer thread with a queue
 *
 * Durability of every write: LMDB's default, a flush of the data pages and a flushed write of the meta page for each transaction.
 * Prints one JSON object in each line. */
#include <fcntl.h>
#include <lmdb.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#ifdef WITH_SHA256
#include <openssl/sha.h>
#endif

#define CHECK(call) do { int rc_ = (call); if (rc_) { fprintf(stderr, "%s: %s\n", #call, mdb_strerror(rc_)); exit(1); } } while (0)

static MDB_env *env;
static MDB_dbi records, hashes, ids, subjects, meta;
static uint64_t size_of_book;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void big_endian(uint64_t n, unsigned char *to) {
  for (int i = 7; i >= 0; i--) { to[i] = n & 255; n >>= 8; }
}

static void open_book(const char *path, unsigned flags) {
  CHECK(mdb_env_create(&env));
  CHECK(mdb_env_set_mapsize(env, (size_t)1 << 36));
  CHECK(mdb_env_set_maxdbs(env, 8));
  CHECK(mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NOTLS | flags, 0600));
  MDB_txn *txn;
  unsigned create = flags & MDB_RDONLY ? 0 : MDB_CREATE;
  CHECK(mdb_txn_begin(env, NULL, flags & MDB_RDONLY, &txn));
  CHECK(mdb_dbi_open(txn, "records", create, &records));
  CHECK(mdb_dbi_open(txn, "hashes", create, &hashes));
  CHECK(mdb_dbi_open(txn, "ids", create, &ids));
  CHECK(mdb_dbi_open(txn, "subjects", create, &subjects));
  CHECK(mdb_dbi_open(txn, "meta", create, &meta));
  MDB_stat stat;
  CHECK(mdb_stat(txn, records, &stat));
  size_of_book = stat.ms_entries;
  CHECK(mdb_txn_commit(txn));
}

/* The bytes between the first `before` after `from` and the next quote. */
static const char *member(const char *from, const char *end, const char *before, size_t *count) {
  const char *p = memmem(from, end - from, before, strlen(before));
  if (!p) return NULL;
  p += strlen(before);
  *count = (const char *)memchr(p, '"', end - p) - p;
  return p;
}

static void index_subject(MDB_txn *txn, const char *kind, const char *name, size_t count, unsigned char link, const unsigned char *position) {
  unsigned char key[200];
  size_t n = strlen(kind);
  memcpy(key, kind, n);
  memcpy(key + n, name, count);
  n += count;
  key[n++] = 0;
  key[n++] = link;
  memcpy(key + n, position, 8);
  MDB_val k = {n + 8, key}, v = {0, ""};
  CHECK(mdb_put(txn, subjects, &k, &v, 0));
}

static void put_record(MDB_txn *txn, const char *line, size_t count) {
  static const unsigned char zeros[64 * 32];
  uint64_t seq = size_of_book++;
  unsigned char position[8];
  big_endian(seq, position);
  MDB_val k = {8, position}, v = {count, (void *)line};
  CHECK(mdb_put(txn, records, &k, &v, MDB_APPEND));
  MDB_val h = {32 * (1 + __builtin_ctzll(seq + 1)), (void *)zeros};
  CHECK(mdb_put(txn, hashes, &k, &h, MDB_APPEND));
  const char *end = line + count;
  size_t n;
  const char *id = member(line, end, "\"id\":\"", &n);
  MDB_val ik = {n, (void *)id}, iv = {8, position};
  CHECK(mdb_put(txn, ids, &ik, &iv, MDB_NOOVERWRITE));
  size_t m;
  const char *subject = member(id, end, "\"subject\":\"", &m);
  index_subject(txn, "", subject, m, 0, position);
  /* "from" also names a day, in group memberships: those are no partners. */
  for (const char *p = line; (p = member(p, id, "\"from\":\"", &n)); p += n)
    if (*p == 'F') index_subject(txn, "partner/", p, n, 1, position);
}

static void put_head(MDB_txn *txn) {
  unsigned char head[40] = {0};
  big_endian(size_of_book, head);
  MDB_val k = {4, "head"}, v = {40, head};
  CHECK(mdb_put(txn, meta, &k, &v, 0));
}

static char *file, *file_end;

static void read_lines(const char *path) {
  int fd = open(path, O_RDONLY);
  struct stat s;
  if (fd < 0 || fstat(fd, &s)) { perror(path); exit(1); }
  file = mmap(NULL, s.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  file_end = file + s.st_size;
}

static char *next_line(char *p) { return (char *)memchr(p, '\n', file_end - p) + 1; }

static void load(const char *lines, const char *path, int group) {
  read_lines(lines);
  open_book(path, 0);
  double began = now();
  uint64_t first = size_of_book;
  for (char *p = file; p < file_end;) {
    MDB_txn *txn;
    CHECK(mdb_txn_begin(env, NULL, 0, &txn));
    for (int i = 0; i < group && p < file_end; i++) {
      char *next = next_line(p);
      put_record(txn, p, next - p - 1);
      p = next;
    }
    put_head(txn);
    CHECK(mdb_txn_commit(txn));
  }
  printf("{\"work\":\"import\",\"count\":%lu,\"seconds\":[%f]}\n", (unsigned long)(size_of_book - first), now() - began);
}

#ifdef WITH_SHA256
static void leaf_hash(const MDB_val *line, unsigned char *out) {
  SHA256_CTX c;
  SHA256_Init(&c);
  SHA256_Update(&c, "\0", 1);
  SHA256_Update(&c, line->mv_data, line->mv_size);
  SHA256_Final(out, &c);
}

static void node_hash(const unsigned char *left, const unsigned char *right, unsigned char *out) {
  unsigned char bytes[65];
  bytes[0] = 1;
  memcpy(bytes + 1, left, 32);
  memcpy(bytes + 33, right, 32);
  SHA256_CTX c;
  SHA256_Init(&c);
  SHA256_Update(&c, bytes, 65);
  SHA256_Final(out, &c);
}
#endif

static void scan(const char *path, int runs, int hashing) {
  open_book(path, MDB_RDONLY);
  printf("{\"work\":\"%s\",\"count\":%lu,\"seconds\":[", hashing ? "hash" : "scan", (unsigned long)size_of_book);
  for (int run = 0; run <= runs; run++) {
    double began = now();
    MDB_txn *txn;
    MDB_cursor *cursor;
    MDB_val k, v;
    uint64_t touched = 0, bytes = 0, seq = 0;
    CHECK(mdb_txn_begin(env, NULL, MDB_RDONLY, &txn));
    CHECK(mdb_cursor_open(txn, records, &cursor));
#ifdef WITH_SHA256
    unsigned char edge[64][32];
#endif
    while (mdb_cursor_get(cursor, &k, &v, MDB_NEXT) == 0) {
      touched += ((unsigned char *)v.mv_data)[0];
      bytes += v.mv_size;
#ifdef WITH_SHA256
      if (hashing) {
        unsigned char hash[32];
        leaf_hash(&v, hash);
        int level = 0;
        for (uint64_t n = seq; n & 1; n >>= 1) node_hash(edge[level++], hash, hash);
        memcpy(edge[level], hash, 32);
      }
#endif
      seq++;
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(txn);
    if (touched == 1 || bytes == 1 || seq != size_of_book) exit(1);
    /* The first run only warms the page cache. */
    if (run > 0) printf("%s%f", run > 1 ? "," : "", now() - began);
  }
  printf("]}\n");
}

/* Appends with a queue: callers hand in a line and wait; one thread commits whatever waits. */
struct waiting { char *line; size_t count; int done; pthread_cond_t answered; struct waiting *next; };
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static struct waiting *queue, **tail = &queue;
static char **lines_to_append;
static long total, taken, finished;
static double *waits;

static void *caller(void *unused) {
  struct waiting w = {.answered = PTHREAD_COND_INITIALIZER};
  for (;;) {
    long i = __atomic_fetch_add(&taken, 1, __ATOMIC_RELAXED);
    if (i >= total) return NULL;
    double began = now();
    w.line = lines_to_append[i];
    w.count = lines_to_append[i + 1] - w.line - 1;
    w.done = 0;
    w.next = NULL;
    pthread_mutex_lock(&gate);
    *tail = &w;
    tail = &w.next;
    pthread_cond_signal(&came);
    while (!w.done) pthread_cond_wait(&w.answered, &gate);
    pthread_mutex_unlock(&gate);
    waits[i] = now() - began;
  }
  return unused;
}

static void *writer(void *unused) {
  while (finished < total) {
    pthread_mutex_lock(&gate);
    while (!queue) pthread_cond_wait(&came, &gate);
    struct waiting *group = queue;
    queue = NULL;
    tail = &queue;
    pthread_mutex_unlock(&gate);
    MDB_txn *txn;
    CHECK(mdb_txn_begin(env, NULL, 0, &txn));
    for (struct waiting *w = group; w; w = w->next) put_record(txn, w->line, w->count);
    put_head(txn);
    CHECK(mdb_txn_commit(txn));
    pthread_mutex_lock(&gate);
    for (struct waiting *w = group, *next; w; w = next) {
      next = w->next;
      finished++;
      w->done = 1;
      pthread_cond_signal(&w->answered);
    }
    pthread_mutex_unlock(&gate);
  }
  return unused;
}

static int by_time(const void *a, const void *b) { double x = *(double *)a, y = *(double *)b; return x < y ? -1 : x > y; }

static void append(const char *lines, const char *path, int callers, long count) {
  read_lines(lines);
  open_book(path, 0);
  lines_to_append = malloc((count + 1) * sizeof *lines_to_append);
  char *p = file;
  for (total = 0; total < count && p < file_end; total++) { lines_to_append[total] = p; p = next_line(p); }
  lines_to_append[total] = p;
  waits = calloc(total, sizeof *waits);
  double began = now();
  if (callers == 1) {
    for (long i = 0; i < total; i++) {
      double start = now();
      MDB_txn *txn;
      CHECK(mdb_txn_begin(env, NULL, 0, &txn));
      put_record(txn, lines_to_append[i], lines_to_append[i + 1] - lines_to_append[i] - 1);
      put_head(txn);
      CHECK(mdb_txn_commit(txn));
      waits[i] = now() - start;
    }
  } else {
    pthread_t w, c[1024];
    pthread_create(&w, NULL, writer, NULL);
    for (int i = 0; i < callers; i++) pthread_create(&c[i], NULL, caller, NULL);
    for (int i = 0; i < callers; i++) pthread_join(c[i], NULL);
    pthread_join(w, NULL);
  }
  double seconds = now() - began;
  qsort(waits, total, sizeof *waits, by_time);
  printf("{\"work\":\"append\",\"callers\":%d,\"count\":%ld,\"seconds\":[%f],\"p50ms\":%f,\"p99ms\":%f}\n", callers, total, seconds,
    waits[total / 2] * 1e3, waits[total * 99 / 100] * 1e3);
}

int main(int argc, char **argv) {
  if (argc == 5 && !strcmp(argv[1], "load")) load(argv[2], argv[3], atoi(argv[4]));
  else if (argc == 4 && !strcmp(argv[1], "scan")) scan(argv[2], atoi(argv[3]), 0);
  else if (argc == 4 && !strcmp(argv[1], "hash")) scan(argv[2], atoi(argv[3]), 1);
  else if (argc == 6 && !strcmp(argv[1], "append") && atoi(argv[4]) <= 1024) append(argv[2], argv[3], atoi(argv[4]), atol(argv[5]));
  else { fprintf(stderr, "lmdb_book load LINES DB GROUP | scan DB RUNS | hash DB RUNS | append LINES DB CALLERS COUNT\n"); return 2; }
  if (env) mdb_env_close(env);
  return 0;
}
