// Certificates (CWE-295) and signatures (CWE-347) that are not checked, and requests whose target input decides (CWE-918).
import { matchesAll, lastOf, type Rule } from '../rule.ts';
import type { Node } from '../syntax.ts';
import { clean, given, input, type Piece } from '../values.ts';

const isFalse = (node: Node | undefined): boolean =>
  node?.kind === 'constant' && /^(?:false|0|0L)$/i.test(node.text);
const isTrue = (node: Node | undefined): boolean =>
  node?.kind === 'constant' && /^(?:true|1|1L|2|2L)$/i.test(node.text);

const fetches =
  /^(?:requests\.(?:get|post|put|head|delete|patch|request)|httpx\.(?:get|post|stream|AsyncClient\(\)\.get)|urllib\.request\.(?:urlopen|Request|urlretrieve)|urlopen|urllib\.urlopen|session\.get|client\.get|fetch|axios|axios\.(?:get|post|put|head|request)|got|got\.get|needle\.get|https?\.get|(?:net\/)?http\.(?:Get|Post|Head|NewRequest)|file_get_contents|curl_init|URL|RestTemplate\(\)\.getForObject|restTemplate\.(?:getForObject|getForEntity)|HttpGet|URI\.create)$/;

/** A name of `fetches` with what follows one that is called or read from, or that of a module. */
const fetching =
  /\b(?:requests|httpx|urlopen|urllib|session|client|fetch|axios|got|needle|https?|file_get_contents|curl_init|URL|RestTemplate|restTemplate|HttpGet|URI)\b(?:[\s)\]]*(?:\.\s*\w|[(<!`[]|\?\.|\/[*/])|['"`])/;

export const transport: readonly Rule[] = [
  {
    id: 'unchecked-certificate',
    cwe: 295,
    name: 'certificates that are not checked',
    languages: ['python', 'javascript', 'java', 'go', 'php', 'c'],
    words: [
      ...'verify requests _create_unverified_context CERT_NONE check_hostname'.split(' '),
      ...'rejectUnauthorized NODE_TLS_REJECT_UNAUTHORIZED InsecureSkipVerify'.split(' '),
      ...'CURLOPT_SSL_VERIFYPEER CURLOPT_SSL_VERIFYHOST checkServerTrusted HostnameVerifier'.split(' '),
      ...'NoopHostnameVerifier create_default_context ALLOW_ALL_HOSTNAME_VERIFIER httpx'.split(' '),
      ...'setHostnameVerifier verify_ssl Config httpsAgent Agent'.split(' '),
    ],
    needs: {
      javascript: matchesAll(
        /NODE_TLS_REJECT_UNAUTHORIZED|check_hostname|verify|unverified_context|InsecureSkipVerify|rejectUnauthorized|strictSSL|MinVersion|create_default_context|SSL_VERIFY|HostnameVerifier/i,
      ),
    },
    says: 'The program talks to whoever answers, because it does not check the certificate.',
    instead: 'Leave the check on; trust an own authority by naming its certificate.',
    look(node, look) {
      if (node.kind === 'assign') {
        const path = look.path(node.target);
        const key =
          node.target.kind === 'index' && node.target.index.kind === 'text'
            ? node.target.index.text
            : lastOf(path);
        if (key === 'check_hostname' || (key === 'verify' && /session|client/i.test(path)))
          return isFalse(node.value) ? 'unsafe' : undefined;
        if (key === 'verify_mode') return /CERT_NONE/.test(look.path(node.value)) ? 'unsafe' : 'safe';
        if (key === 'NODE_TLS_REJECT_UNAUTHORIZED')
          return (node.value.kind === 'text' && node.value.text === '0') || isFalse(node.value)
            ? 'unsafe'
            : undefined;
        if (/_create_unverified_context/.test(look.path(node.value))) return 'unsafe';
        if (key === 'InsecureSkipVerify') return isTrue(node.value) ? 'unsafe' : 'safe';
        return undefined;
      }
      if (node.kind === 'record') {
        const entry = node.entries.find(
          (e) => e.key === 'rejectUnauthorized' || e.key === 'InsecureSkipVerify' || e.key === 'strictSSL',
        );
        if (!entry) return node.entries.some((e) => e.key === 'MinVersion') ? 'safe' : undefined;
        return (entry.key === 'InsecureSkipVerify' ? isTrue : isFalse)(entry.value)
          ? 'unsafe'
          : entry.value.kind === 'constant'
            ? 'safe'
            : undefined;
      }
      if (node.kind === 'function' && look.language === 'java') {
        if (node.name !== 'checkServerTrusted' && node.name !== 'verify') return undefined;
        const body = node.body.kind === 'other' ? node.body.children : [node.body];
        if (node.name === 'checkServerTrusted')
          return body.every((n) => n.kind === 'return') ? 'unsafe' : 'safe';
        return body.length === 1 &&
          body[0].kind === 'return' &&
          isTrue(body[0].value) &&
          /SSLSession/.test(look.code)
          ? 'unsafe'
          : undefined;
      }
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      if (
        look.language === 'python' &&
        /^(?:requests|httpx|session|client|self\.session|aiohttp)\b.*\.(?:get|post|put|delete|patch|request|head|Client|AsyncClient|ClientSession)$/.test(
          path,
        )
      ) {
        const off = node.args.find((a) => a.name === 'verify' || a.name === 'verify_ssl' || a.name === 'ssl');
        if (off && isFalse(off.value)) return 'unsafe';
        return /^(?:requests|httpx)\./.test(path) && node.args.length > 0 ? 'safe' : undefined;
      }
      if (path === 'ssl._create_unverified_context') return 'unsafe';
      if (path === 'ssl.create_default_context') return 'safe';
      if (/^(?:curl_setopt|curl_easy_setopt)$/.test(path)) {
        const option = node.args[1]?.value;
        const verified = option?.kind === 'name' && /SSL_VERIFY(?:PEER|HOST)$/.test(option.name);
        return verified
          ? isFalse(node.args[2]?.value)
            ? 'unsafe'
            : isTrue(node.args[2]?.value)
              ? 'safe'
              : undefined
          : undefined;
      }
      if (
        /^(?:setHostnameVerifier|setDefaultHostnameVerifier|setSSLHostnameVerifier|hostnameVerifier)$/.test(
          last,
        )
      ) {
        const verifier = node.args[0]?.value;
        if (verifier?.kind === 'function' && isTrue(verifier.body)) return 'unsafe';
        return verifier && /Noop|ALLOW_ALL/.test(look.path(verifier)) ? 'unsafe' : undefined;
      }
      return undefined;
    },
    unsafe: [
      ['python', 'import requests\nr = requests.get("https://example.org", verify=False)'],
      [
        'python',
        'import ssl\nctx = ssl.create_default_context()\nctx.check_hostname = False\nctx.verify_mode = ssl.CERT_NONE',
      ],
      ['javascript', 'const agent = new https.Agent({ rejectUnauthorized: false })'],
      ['javascript', 'process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"'],
      ['go', 'func f() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }'],
      ['php', '<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, false);'],
      [
        'java',
        'class T implements X509TrustManager { public void checkServerTrusted(X509Certificate[] c, String a) {} }',
      ],
      ['c', 'void f(CURL *c) { curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L); }'],
    ],
    safe: [
      ['python', 'import requests\nr = requests.get("https://example.org", timeout=5)'],
      ['javascript', 'const agent = new https.Agent({ rejectUnauthorized: true })'],
      ['go', 'func f() *tls.Config { return &tls.Config{MinVersion: tls.VersionTLS12} }'],
      ['php', '<?php curl_setopt($ch, CURLOPT_SSL_VERIFYPEER, true);'],
    ],
  },
  {
    id: 'unchecked-signature',
    cwe: 347,
    name: 'signatures that are not checked',
    languages: ['python', 'javascript', 'java', 'php', 'go'],
    words: ['jwt', 'jsonwebtoken', 'ParseUnverified', 'jwt_decode'],
    says: 'A token is read without checking who signed it.',
    instead: 'Verify the signature with a key and a fixed list of algorithms.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      if (lastOf(path) === 'ParseUnverified') return 'unsafe';
      if (look.language === 'python' && path === 'jwt.decode') {
        const off = node.args.find((a) => a.name === 'verify');
        const options = look.arg(node, 99, 'options');
        const unsigned =
          options?.kind === 'record' &&
          options.entries.some((e) => e.key === 'verify_signature' && isFalse(e.value));
        return isFalse(off?.value) || unsigned
          ? 'unsafe'
          : look.arg(node, 2, 'algorithms')
            ? 'safe'
            : undefined;
      }
      if (look.language !== 'javascript') return undefined;
      if (/^(?:jwt|jsonwebtoken)\.verify$/.test(path))
        return look.code.includes("'none'") || look.code.includes('"none"') ? 'unsafe' : 'safe';
      if (/^(?:jwt|jsonwebtoken)\.decode$/.test(path))
        return /\.(?:user|role|admin|isAdmin)\b/.test(look.code) && !/\.verify\(/.test(look.code)
          ? 'unsafe'
          : undefined;
      return undefined;
    },
    unsafe: [
      [
        'python',
        'import jwt\ndef f(token):\n    return jwt.decode(token, options={"verify_signature": False})',
      ],
      [
        'javascript',
        'function auth(req, res, next) { req.user = jwt.decode(req.headers.authorization); next() }',
      ],
    ],
    safe: [
      ['python', 'import jwt\ndef f(token, key):\n    return jwt.decode(token, key, algorithms=["HS256"])'],
      [
        'javascript',
        'function auth(req, res, next) { req.user = jwt.verify(req.headers.authorization, KEY); next() }',
      ],
    ],
  },
  {
    id: 'request-forgery',
    cwe: 918,
    name: 'requests to wherever input says',
    languages: ['python', 'javascript', 'java', 'go', 'php'],
    words: [
      ...'requests httpx urlopen urlretrieve fetch axios got get Get Post NewRequest'.split(' '),
      ...'file_get_contents curl_init URL getForObject HttpGet'.split(' '),
    ],
    needs: {
      javascript: matchesAll(
        fetching,
        // Without input it says nothing.
        /\b(?:req|request|ctx|event|location|argv|searchParams|URLSearchParams|referrer|URL|window|e|evt|ev|prompt|value)\b/,
      ),
    },
    says: 'Input decides which machine the server calls, which reaches machines that only the server can reach.',
    instead: 'Check the host against a list before calling it.',
    look(node, look) {
      if (node.kind !== 'call' || !fetches.test(look.path(node.callee))) return undefined;
      const path = look.path(node.callee);
      const at = path.endsWith('NewRequest') ? 1 : path.endsWith('requests.request') ? 1 : 0;
      if (look.language === 'java' && path === 'URL' && !node.made) return undefined;
      const value = look.value(look.arg(node, at, 'url'));
      const first = value.find((p: Piece) => p !== '');
      if (first === undefined || (typeof first === 'string' && /^https?:\/\/[^/\0]+[/?]|^[^h]/i.test(first)))
        return undefined;
      const hole = value.find((p) => typeof p !== 'string');
      if (hole === undefined || typeof hole === 'string') return undefined;
      if (hole.level === clean) return look.handles ? 'safe' : undefined;
      return hole.level >= (look.handles && look.language !== 'javascript' ? given : input) &&
        !/^(?:input|argv|sys)/.test(look.path(hole.node))
        ? 'unsafe'
        : undefined;
    },
    unsafe: [
      ['python', '@app.route("/p")\ndef p():\n    return requests.get(request.args.get("url")).text'],
      [
        'javascript',
        'app.get("/p", async (req, res) => { const r = await fetch(req.query.url); res.send(await r.text()) })',
      ],
      ['go', 'func f(w http.ResponseWriter, r *http.Request) { http.Get(r.FormValue("url")) }'],
      ['php', '<?php echo strlen(file_get_contents($_GET["url"]));'],
    ],
    safe: [
      [
        'python',
        '@app.route("/p")\ndef p():\n    url = request.args.get("url")\n    if not is_allowed(url):\n        abort(400)\n    return requests.get(url).text',
      ],
      ['python', 'import requests\ndef f(url):\n    return requests.get(url).json()'],
      ['javascript', 'async function f(id) { return fetch(`https://api.example.org/items/${id}`) }'],
    ],
  },
];
