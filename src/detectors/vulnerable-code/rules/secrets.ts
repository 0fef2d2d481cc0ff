// Ciphers and digests that are broken (CWE-327), randomness that can be foretold where it guards something (CWE-338) and
// secrets that stand in the code (CWE-798).
import type { Look } from '../flow.ts';
import { matchesAll, inEach, lastOf, type Rule } from '../rule.ts';
import { constantText } from '../values.ts';

const guarded =
  /passw|pwd|secret|token|otp\b|one_?time|session_?id|sessionid|api_?key|apikey|nonce|salt|csrf|reset|credential|verification_?code/i;

const names = (look: Look): string => look.around.join(' ').replace(/([a-z])([A-Z])/g, '$1_$2');

const brokenDigest =
  /^(?:hashlib\.(?:md5|sha1)|md5|sha1|(?:crypto\/)?md5\.(?:Sum|New)|(?:crypto\/)?sha1\.(?:Sum|New)|MD5|SHA1|EVP_md5|CryptoJS\.(?:MD5|SHA1)|DigestUtils\.(?:md5Hex|sha1Hex))$/;
const goodDigest =
  /bcrypt|argon2|scrypt|pbkdf2|PBKDF2|password_hash|generate_password_hash|BCryptPasswordEncoder|pbkdf2_hmac|hashpw|GenerateFromPassword/;
const brokenCipher =
  /^(?:(?:Crypto\.Cipher\.|Cryptodome\.Cipher\.)?(?:DES|DES3|ARC4|Blowfish)\.new|(?:crypto\/)?(?:des|rc4)\.New\w*|mcrypt_encrypt|DES_ecb_encrypt|(?:algorithms\.)?(?:ARC4|Blowfish|TripleDES))$/;

export const secrets: readonly Rule[] = [
  {
    id: 'weak-cryptography',
    cwe: 327,
    name: 'broken ciphers or digests',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [
      ...'md5 sha1 MD5 SHA1 createHash MessageDigest DES DES3 ARC4 MODE_ECB Cipher'.split(' '),
      ...'createCipheriv createCipher des rc4 openssl_encrypt mcrypt_encrypt bcrypt argon2'.split(' '),
      ...'scrypt pbkdf2 pbkdf2_hmac password_hash generate_password_hash hashpw MODE_GCM'.split(' '),
      ...'Fernet new pbkdf2Sync scryptSync BCryptPasswordEncoder GenerateFromPassword NewGCM'.split(' '),
      ...'AESGCM hash Blowfish EVP_md5 DES_ecb_encrypt DigestUtils'.split(' '),
    ],
    needs: inEach(
      ['python', 'javascript', 'java', 'go', 'php', 'c'],
      matchesAll(
        /\bDES|ARC4|Blowfish|TripleDES|\bdes\b|\brc4\b|[bs]crypt|BCrypt|argon2|pbkdf2|PBKDF2|password_hash|hashpw|GenerateFromPassword|Fernet|AESGCM|NewGCM|[cC]ipher|_encrypt|[mM][dD]5|[sS][hH][aA]-?1|MODE_/,
      ),
    ),
    says: 'A password or secret is guarded by a digest or a cipher that has been broken.',
    instead: 'Use a password hash (argon2, bcrypt, scrypt) and an authenticated cipher (AES-GCM).',
    look(node, look) {
      if (node.kind === 'member' && node.name === 'MODE_ECB') return 'unsafe';
      if (node.kind === 'member' && node.name === 'MODE_GCM') return 'safe';
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      if (brokenCipher.test(path)) return 'unsafe';
      if (goodDigest.test(path) || /^(?:cryptography\.fernet\.)?Fernet$|AESGCM$|NewGCM$/.test(path))
        return 'safe';
      const named = node.args.slice(0, 2).map((a) => constantText(look.value(a.value)) ?? '');
      const first = named[0];
      if (/^(?:createCipheriv|createCipher|createDecipheriv)$/.test(last))
        return /^(?:des|rc4|bf|rc2)|-ecb$/i.test(first) || last === 'createCipher'
          ? 'unsafe'
          : /gcm|chacha/i.test(first)
            ? 'safe'
            : undefined;
      if (path === 'Cipher.getInstance')
        return /^(?:DES|DESede|RC4|RC2|Blowfish)\b|\/ECB\/|^AES$/i.test(first)
          ? 'unsafe'
          : /GCM|ChaCha/i.test(first)
            ? 'safe'
            : undefined;
      if (path === 'openssl_encrypt')
        return /^(?:des|rc4|bf)|ecb$/i.test(named[1]) ? 'unsafe' : /gcm/i.test(named[1]) ? 'safe' : undefined;
      const broken =
        brokenDigest.test(path) ||
        (last === 'createHash' && /^(?:md5|sha1)$/i.test(first)) ||
        (path === 'MessageDigest.getInstance' && /^(?:MD5|SHA-?1)$/i.test(first)) ||
        ((path === 'hash' || path === 'hashlib.new') && /^(?:md5|sha1)$/i.test(first));
      if (!broken) return undefined;
      const chain = look.code.slice(node.from, node.to + 80).split('\n')[0];
      return /passw|pwd|secret/i.test(
        `${names(look)} ${chain} ${(look.inside?.params ?? []).map((p) => p.name).join(' ')}`,
      )
        ? 'unsafe'
        : undefined;
    },
    unsafe: [
      [
        'python',
        'import hashlib\ndef store(password):\n    return hashlib.md5(password.encode()).hexdigest()',
      ],
      ['python', 'from Crypto.Cipher import DES\nc = DES.new(key, DES.MODE_ECB)'],
      ['javascript', 'const hash = (password) => crypto.createHash("md5").update(password).digest("hex")'],
      [
        'java',
        'byte[] hashPassword(String p) throws Exception { return MessageDigest.getInstance("MD5").digest(p.getBytes()); }',
      ],
      ['java', 'Cipher f() throws Exception { return Cipher.getInstance("AES/ECB/PKCS5Padding"); }'],
      ['go', 'func hashPassword(p string) [16]byte { return md5.Sum([]byte(p)) }'],
      ['php', '<?php $hash = md5($password);'],
    ],
    safe: [
      [
        'python',
        'import bcrypt\ndef store(password):\n    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())',
      ],
      ['python', 'import hashlib\ndef checksum(data):\n    return hashlib.md5(data).hexdigest()'],
      ['java', 'Cipher f() throws Exception { return Cipher.getInstance("AES/GCM/NoPadding"); }'],
      ['php', '<?php $hash = password_hash($password, PASSWORD_DEFAULT);'],
    ],
  },
  {
    id: 'weak-randomness',
    cwe: 338,
    name: 'secrets from foreseeable randomness',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [
      ...'random Random Intn Int rand mt_rand uniqid secrets randomBytes randomInt'.split(' '),
      ...'SecureRandom random_bytes random_int urandom Math getRandomValues randomUUID Read'.split(' '),
      ...'Int63 token_hex choices choice'.split(' '),
    ],
    needs: inEach(
      ['python', 'javascript', 'java', 'go', 'php', 'c'],
      matchesAll(
        guarded,
        /\brandom\b|random(?:Bytes|Int|UUID|_bytes|_int)|getRandomValues|\brand\b|uniqid|lcg_value|\bsecrets\b|SystemRandom|random_pseudo|Random\b/,
      ),
    ),
    says: 'A token, password or key comes from a generator whose next numbers can be worked out from earlier ones.',
    instead:
      'Take it from the system’s generator: `secrets`, `crypto.randomBytes`, `SecureRandom`, `random_bytes`.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const weak =
        /^(?:random\.(?:choice|choices|randint|random|randrange|getrandbits|sample|uniform|shuffle)|Math\.random|(?:math\/)?rand\.(?:Intn|Int|Int63|Int31n|Read|Float64)|rand|mt_rand|uniqid|lcg_value)$/.test(
          path,
        ) ||
        (look.language === 'java' && node.made && /^(?:java\.util\.)?Random$/.test(path));
      const strong =
        /^(?:secrets\.\w+|os\.urandom|crypto\.(?:randomBytes|randomInt|randomUUID|getRandomValues|rand\.(?:Read|Int))|crypto\/rand\.\w+|random_bytes|random_int|random\.SystemRandom|SystemRandom|openssl_random_pseudo_bytes)$/.test(
          path,
        ) ||
        (node.made && path === 'SecureRandom');
      if (!weak && !strong) return undefined;
      if (!guarded.test(names(look))) return undefined;
      if (look.language === 'go' && weak && /"crypto\/rand"/.test(look.code)) return 'safe';
      return weak ? 'unsafe' : 'safe';
    },
    unsafe: [
      [
        'python',
        'import random, string\ndef reset_token():\n    return "".join(random.choice(string.ascii_letters) for _ in range(32))',
      ],
      ['javascript', 'const token = Math.random().toString(36).slice(2)'],
      ['java', 'String sessionToken() { Random r = new Random(); return Long.toHexString(r.nextLong()); }'],
      ['go', 'import "math/rand"\nfunc newToken() int { return rand.Intn(1000000) }'],
      ['php', '<?php $token = md5(uniqid(rand(), true));'],
    ],
    safe: [
      ['python', 'import secrets\ndef reset_token():\n    return secrets.token_urlsafe(32)'],
      ['python', 'import random\ndef roll():\n    return random.randint(1, 6)'],
      ['javascript', 'const token = crypto.randomBytes(32).toString("hex")'],
      ['php', '<?php $token = bin2hex(random_bytes(16));'],
    ],
  },
  {
    id: 'hard-coded-secret',
    cwe: 798,
    name: 'secrets written in the code',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [],
    hint: /passw|pwd|secret|api_?key|token|access_?key|private_?key|encryption_?key|db_?pass/i,
    needs: inEach(
      ['python', 'javascript', 'java', 'go', 'php', 'c'],
      // A name that ends so: the code that follows it is no letter.
      matchesAll(
        /(?:passw(?:or)?d|pwd|secret|api_?key|access_?key|auth_?token|private_?key|encryption_?key|db_?pass|signing_?key|(?<![a-z0-9])token)(?!\w)|(?<![a-z0-9_])secret|secret_?key|SECRET/i,
        // What is given by it: a text without white space, or something of the environment.
        /["'`][^\s<>{}$]{8}|environ|getenv|process|Getenv|_ENV/,
      ),
    ),
    says: 'A password or key stands in the code, where whoever reads the code has it.',
    instead: 'Read it from the environment or a secret store.',
    look(node, look) {
      let key = '';
      let value;
      if (node.kind === 'assign') {
        key = node.target.kind === 'index' ? (look.around.at(-1) ?? '') : lastOf(look.path(node.target));
        ({ value } = node);
        if (node.adds) return undefined;
      } else if (node.kind === 'record') {
        const entry = node.entries.find((e) => secretName.test(e.key) && e.value.kind === 'text');
        if (!entry) return undefined;
        ({ key, value } = entry);
      } else if (node.kind === 'call') {
        const keyword = node.args.find((a) => secretName.test(a.name) && a.value.kind === 'text');
        if (!keyword) return undefined;
        key = keyword.name;
        ({ value } = keyword);
      } else return undefined;
      if (!secretName.test(key) || notSecret.test(key)) return undefined;
      if (value.kind === 'text') return looksSecret(value.text) ? 'unsafe' : undefined;
      const whole =
        value.kind === 'call' ? look.path(value.callee) : value.kind === 'name' ? '' : look.path(value);
      return /^(?:os\.(?:environ|getenv)|getenv|process\.env|System\.getenv|os\.Getenv|_ENV)/.test(whole)
        ? 'safe'
        : undefined;
    },
    unsafe: [
      ['python', 'DB_PASSWORD = "hunter2Prod!"'],
      ['javascript', 'const client = connect({ user: "root", password: "S3cr3t-9931" })'],
      ['java', 'class A { private static final String API_KEY = "9f8e7d6c5b4a39281706"; }'],
      ['go', 'func f() { password := "Tr0ub4dor&3" ; use(password) }'],
      ['php', '<?php $db_password = "Xk29!paLm";'],
    ],
    safe: [
      ['python', 'import os\nDB_PASSWORD = os.environ["DB_PASSWORD"]'],
      ['python', 'password = "your_password"'],
      ['javascript', 'const password = process.env.DB_PASSWORD'],
      ['python', 'password_label = "Enter your password: "'],
    ],
  },
];

const secretName =
  /(?:passw(?:or)?d|pwd|secret|api_?key|apikey|access_?key|auth_?token|private_?key|encryption_?key|db_?pass|jwt_?secret|signing_?key|(?:^|_)token)$|^secret|secret_?key|SECRET/i;
const notSecret =
  /label|prompt|field|input|hash|regex|pattern|name$|url|path|error|message|placeholder|column|header/i;

/** Eight characters or more, of letters and of something else, and not the words that stand for one in examples. */
function looksSecret(text: string): boolean {
  if (text.length < 8 || text.length > 200 || /\s|[<>{}$]|\.\.\./.test(text)) return false;
  if (
    /your|xxx|example|change|placeholder|dummy|sample|todo|insert|replace|enter|env|test|password|user|secret[-_]?key|my[-_]|abc|1234/i.test(
      text,
    )
  )
    return false;
  return /[a-z]/i.test(text) && /[^a-z_]/i.test(text.replace(/-/g, ''));
}
