/*
 * sha256: the SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
 *
 * sha256_plain() is the reference: short enough to read. sha256-x86.c and sha256-arm.c do the same
 * with the SHA instructions of their processors, several times faster, and must give the same
 * result (tests/unit/sha256.c). sha256_begin() chooses at run time.
 */
#ifndef RELIANCE_LIB_IO_SHA256_H
#define RELIANCE_LIB_IO_SHA256_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SHA256_BLOCK = 64, /* bytes that are hashed at once */
	SHA256_BYTES = 32, /* of a digest */
};

/* Hashes `n` blocks into `state`. */
typedef void sha256_function(uint32_t state[8], const unsigned char *block, size_t n);

/* The reference version. */
sha256_function sha256_plain;

/* The versions that this build has besides. clang knows the instructions of arm64 if it may use
 * them everywhere. */
#if defined(__x86_64__)
sha256_function sha256_x86;
#elif defined(__aarch64__) && (!defined(__clang__) || defined(__ARM_FEATURE_SHA2))
#define SHA256_ARM
sha256_function sha256_arm;
#endif

/* For tests: version number `i` of those that this processor supports; null after the last. */
sha256_function *sha256_version(size_t i);

/* The eight words of the initial state, and the constants of the 64 rounds. */
extern const uint32_t sha256_initial[8], sha256_round[64];

struct sha256 {
	sha256_function *hash;
	uint32_t state[8];
	uint64_t n;                       /* bytes so far */
	unsigned char rest[SHA256_BLOCK]; /* the n % 64 bytes of an incomplete block */
};

struct sha256 sha256_begin(void);

/* Adds bytes. */
void sha256_add(struct sha256 *s, const void *bytes, size_t n);

/* Writes the digest; `s` cannot be used any more. */
void sha256_end(struct sha256 *s, unsigned char digest[SHA256_BYTES]);

/* Reads a digest of 64 hexadecimal digits in lower case; false if `text` begins otherwise. */
bool sha256_parse(const char *text, unsigned char digest[SHA256_BYTES]);

#endif
