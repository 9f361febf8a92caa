/* A disk that fails when told to (failing_disk.c). Link the target failing_disk into a test and use
   forEachDiskFault(). Not for threads that write at the same time. */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

enum FailingDiskMode {
    failOnce = 0,           /* the Nth operation fails, the rest work */
    failFromThere = 1,      /* the Nth fails, and after it all that needs space */
    shortWriteThenFail = 2, /* the Nth, when a write, writes half; all that needs space fails after it */
    killAtOperation = 3     /* the process ends at the Nth operation, as by kill -9 */
};

/* From now on the nth operation below `folder` fails with `code` (0th: none, operations are only counted). */
void failingDiskArm(const char* folder, long nth, int code, int mode);
/* Back to normal; the number of operations counted since it was armed. */
long failingDiskDisarm(void);
/* Whether two names can no longer be exchanged at once, as on many network file systems. Not counted. */
void failingDiskWithoutExchange(int without);
/* How many operations were made to fail since it was armed. */
long failingDiskFired(void);

#ifdef __cplusplus
}
#endif
