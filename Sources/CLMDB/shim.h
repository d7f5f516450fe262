#ifndef CLMDB_SHIM_H
#define CLMDB_SHIM_H
#include <lmdb.h>
/* For statfs, which tells a network file system. The Glibc module leaves it out. */
#include <sys/vfs.h>
#endif
