#ifndef CLMDB_SHIM_H
#define CLMDB_SHIM_H
#include <lmdb.h>
/* For statfs, which tells a network file system. The Glibc module leaves it out. */
#include <sys/vfs.h>
/* Asks the processor to read the memory there ahead of time. Any address will do: it is a hint, and never a fault. */
static inline void clmdb_prefetch(const void *address) { __builtin_prefetch(address); }
#endif
