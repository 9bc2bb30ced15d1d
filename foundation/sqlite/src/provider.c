/* SQLCipher and, below it, what it asks its cipher for. The table of functions is filled here and not in Rust, so that the compiler
   checks its shape against SQLCipher's own; the work itself is done in handed_over.rs. Only what our files
   need is here: AES-256 in CBC mode, HMAC-SHA-256 over every page, PBKDF2 with HMAC-SHA-512. */
#include "sqlcipher.c"

/* Each answers 0 when it is done. */
extern int stepdown_random(unsigned char *out, size_t length);
extern int stepdown_authenticate(const unsigned char *key, size_t key_length, const unsigned char *first, size_t first_length,
                                 const unsigned char *second, size_t second_length, unsigned char *out);
extern int stepdown_derive(const unsigned char *words, size_t words_length, const unsigned char *salt, size_t salt_length,
                           unsigned int turns, unsigned char *out, size_t out_length);
extern int stepdown_encrypt(const unsigned char *key, const unsigned char *iv, const unsigned char *in, size_t length,
                            unsigned char *out);
extern int stepdown_decrypt(const unsigned char *key, const unsigned char *iv, const unsigned char *in, size_t length,
                            unsigned char *out);

#define KEY_BYTES 32
#define BLOCK_BYTES 16
#define TAG_BYTES 32

static int told(int failed) { return failed ? SQLITE_ERROR : SQLITE_OK; }

static const char *provider_name(void *ctx) { (void)ctx; return "stepdown"; }
static const char *provider_version(void *ctx) { (void)ctx; return "1"; }
static const char *cipher_name(void *ctx) { (void)ctx; return "aes-256-cbc"; }
static int key_bytes(void *ctx) { (void)ctx; return KEY_BYTES; }
static int block_bytes(void *ctx) { (void)ctx; return BLOCK_BYTES; }
static int tag_bytes(void *ctx, int algorithm) { (void)ctx; return algorithm == SQLCIPHER_HMAC_SHA256 ? TAG_BYTES : 0; }
static int no_context(void **ctx) { (void)ctx; return SQLITE_OK; }
static int no_fips(void *ctx) { (void)ctx; return 0; }
/* The operating system's own generator needs no help. */
static int no_more_random(void *ctx, const void *bytes, int length) { (void)ctx; (void)bytes; (void)length; return SQLITE_OK; }

static int random_bytes(void *ctx, void *out, int length) {
  (void)ctx;
  if(out == NULL || length < 0) return SQLITE_ERROR;
  return told(stepdown_random(out, (size_t)length));
}

static int authenticate(void *ctx, int algorithm, const unsigned char *key, int key_length, const unsigned char *first, int first_length,
                        const unsigned char *second, int second_length, unsigned char *out) {
  (void)ctx;
  if(algorithm != SQLCIPHER_HMAC_SHA256 || key == NULL || first == NULL || out == NULL) return SQLITE_ERROR;
  if(key_length < 0 || first_length < 0 || second_length < 0) return SQLITE_ERROR;
  return told(stepdown_authenticate(key, (size_t)key_length, first, (size_t)first_length, second, (size_t)second_length, out));
}

static int derive(void *ctx, int algorithm, const unsigned char *words, int words_length, const unsigned char *salt, int salt_length,
                  int turns, int out_length, unsigned char *out) {
  (void)ctx;
  if(algorithm != SQLCIPHER_PBKDF2_HMAC_SHA512 || words == NULL || salt == NULL || out == NULL) return SQLITE_ERROR;
  if(words_length < 0 || salt_length < 0 || turns < 1 || out_length < 0) return SQLITE_ERROR;
  return told(stepdown_derive(words, (size_t)words_length, salt, (size_t)salt_length, (unsigned int)turns, out, (size_t)out_length));
}

static int cipher(void *ctx, int mode, const unsigned char *key, int key_length, const unsigned char *iv, const unsigned char *in,
                  int length, unsigned char *out) {
  (void)ctx;
  if(key_length != KEY_BYTES || key == NULL || iv == NULL || in == NULL || out == NULL) return SQLITE_ERROR;
  if(length < 0 || length % BLOCK_BYTES != 0) return SQLITE_ERROR;
  return told(mode == SQLCIPHER_ENCRYPT ? stepdown_encrypt(key, iv, in, (size_t)length, out)
                                        : stepdown_decrypt(key, iv, in, (size_t)length, out));
}

int stepdown_provider(sqlcipher_provider *provider) {
  /* SQLCipher 4 would take SHA-512, for which few processors have instructions: a page would take three times as long. */
  default_hmac_algorithm = SQLCIPHER_HMAC_SHA256;
  provider->init = NULL;
  provider->shutdown = NULL;
  provider->get_provider_name = provider_name;
  provider->get_provider_version = provider_version;
  provider->add_random = no_more_random;
  provider->random = random_bytes;
  provider->hmac = authenticate;
  provider->kdf = derive;
  provider->cipher = cipher;
  provider->get_cipher = cipher_name;
  provider->get_key_sz = key_bytes;
  provider->get_iv_sz = block_bytes;
  provider->get_block_sz = block_bytes;
  provider->get_hmac_sz = tag_bytes;
  provider->ctx_init = no_context;
  provider->ctx_free = no_context;
  provider->fips_status = no_fips;
  return SQLITE_OK;
}
