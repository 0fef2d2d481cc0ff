// Input that becomes part of a page (CWE-79) or decides where a browser goes (CWE-601).
import { matchesAll, lastOf, type Rule } from '../rule.ts';
import { given, harmless, input, pattern } from '../values.ts';

const markup = /<\/?[a-z!]/i;

/** What JavaScript puts texts into pages with, one way each. */
const sinks = [
  matchesAll(/(?:inner|outer)HTML|textContent|innerText|__html|insertAdjacentHTML|createTextNode/),
  matchesAll(/\bdocument\b/, /\bwrite(?:ln)?\b/),
  matchesAll(/\bjQuery\b|\$\s*(?:[(<`/!]|\?\.)/, /\bhtml\b/),
  matchesAll(/\b(?:res|response|reply)\b/, /\b(?:send|end|write)\b/, /</),
];

export const pages: readonly Rule[] = [
  {
    id: 'cross-site-scripting',
    cwe: 79,
    name: 'cross-site scripting',
    languages: ['python', 'javascript', 'java', 'go', 'php'],
    words: [
      ...'innerHTML outerHTML insertAdjacentHTML write writeln send end html append'.split(' '),
      ...'dangerouslySetInnerHTML textContent innerText Markup mark_safe make_response'.split(' '),
      ...'HttpResponse HTMLResponse Response route echo print println printf Fprintf Write'.split(' '),
      ...'HTML getWriter render_template Fprint Fprintln get createTextNode'.split(' '),
    ],
    needs: {
      javascript: (code) => sinks.some((sink) => sink(code)),
      python: matchesAll(
        /return|Markup|mark_safe|make_response|Response/,
        /<|render|TemplateResponse|Markup|mark_safe/,
      ),
    },
    says: 'A value is put into a page as markup, so that whoever gives it can run a script in the reader’s browser.',
    instead: 'Set it as text (`textContent`), escape it, or let a template that escapes do it.',
    look(node, look) {
      const { language } = look;
      if (language === 'javascript') {
        if (node.kind === 'assign') {
          const name = node.target.kind === 'member' ? node.target.name : '';
          const value = look.value(node.value);
          if (name === 'innerHTML' || name === 'outerHTML')
            return look.level(node.value) >= given ? 'unsafe' : harmless(value) ? 'safe' : undefined;
          if (name === 'textContent' || name === 'innerText')
            return look.level(node.value) >= given ? 'safe' : undefined;
          return undefined;
        }
        if (node.kind === 'record') {
          const html = node.entries.find((e) => e.key === '__html');
          return (
            html &&
            (look.level(html.value) >= given
              ? 'unsafe'
              : harmless(look.value(html.value))
                ? 'safe'
                : undefined)
          );
        }
        if (node.kind !== 'call') return undefined;
        const path = look.path(node.callee);
        const last = lastOf(path);
        const args = node.args.filter((a) => a.value.kind !== 'function');
        const value = look.value(args.at(-1)?.value);
        const level = look.level(args.at(-1)?.value);
        if (
          /^document\.write(?:ln)?$/.test(path) ||
          last === 'insertAdjacentHTML' ||
          (last === 'html' && /^(?:\$|jQuery)\(\)/.test(path))
        )
          return level >= given ? 'unsafe' : harmless(value) ? 'safe' : undefined;
        if (last === 'createTextNode') return level >= given ? 'safe' : undefined;
        if (/^(?:res|response|reply)\b.*\.(?:send|end|write)$/.test(path) && markup.test(pattern(value)))
          return level >= input ? 'unsafe' : harmless(value) ? 'safe' : undefined;
        return undefined;
      }
      if (language === 'python') {
        if (node.kind === 'return' && look.handles) {
          if (
            node.value?.kind === 'call' &&
            /(?:^|\.)(?:render_template|render|TemplateResponse)$/.test(look.path(node.value.callee))
          )
            return node.value.args.length > 1 ? 'safe' : undefined;
          const value = look.value(node.value);
          const text = pattern(value);
          if (!markup.test(text) || node.value?.kind === 'call') return undefined;
          return look.level(node.value) >= given ? 'unsafe' : harmless(value) ? 'safe' : undefined;
        }
        if (node.kind !== 'call') return undefined;
        const path = look.path(node.callee);
        const value = look.value(node.args[0]?.value);
        const level = look.level(node.args[0]?.value);
        if (/(?:^|\.)(?:Markup|mark_safe)$/.test(path)) return level >= given ? 'unsafe' : undefined;
        if (
          !/(?:^|\.)(?:make_response|HttpResponse|HTMLResponse|Response)$/.test(path) ||
          !markup.test(pattern(value))
        )
          return undefined;
        return level >= (look.handles ? given : input) ? 'unsafe' : harmless(value) ? 'safe' : undefined;
      }
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const args = node.args.map((a) => a.value);
      if (language === 'php') {
        if (path !== 'echo' && path !== 'printf') return undefined;
        if (args.some((a) => look.level(a) >= input)) return 'unsafe';
        return args.some((a) => harmless(look.value(a)) && /htmlspecialchars|htmlentities/.test(look.code))
          ? 'safe'
          : undefined;
      }
      if (language === 'java') {
        if (
          !/(?:getWriter\(\)|\bout|writer|pw)\.(?:print|println|write|printf|append)$/i.test(path) ||
          path.startsWith('System.')
        )
          return undefined;
        const at = args.find((a) => look.level(a) >= input);
        if (at) return 'unsafe';
        return args.some((a) => harmless(look.value(a))) ? 'safe' : undefined;
      }
      // Go
      if (/^(?:html\/)?template\.(?:HTML|JS)$/.test(path))
        return args.some((a) => look.level(a) >= given) ? 'unsafe' : undefined;
      if (/\.(?:Execute|ExecuteTemplate)$/.test(path))
        return args.length > 1 && look.handles ? 'safe' : undefined;
      const writes = /^fmt\.Fprint(?:f|ln)?$/.test(path) || /^w\.Write$/.test(path);
      if (!writes || !markup.test(args.map((a) => pattern(look.value(a))).join(' '))) return undefined;
      if (args.slice(path.startsWith('fmt') ? 1 : 0).some((a) => look.level(a) >= input)) return 'unsafe';
      return args.some((a) => harmless(look.value(a))) ? 'safe' : undefined;
    },
    unsafe: [
      [
        'javascript',
        'function show(name) { document.getElementById("x").innerHTML = "<b>" + name + "</b>" }',
      ],
      ['javascript', 'document.write("Hello " + location.search)'],
      ['javascript', 'app.get("/", (req, res) => { res.send(`<h1>${req.query.name}</h1>`) })'],
      ['javascript', 'const A = ({ html }) => <div dangerouslySetInnerHTML={{ __html: html }} />'],
      [
        'python',
        '@app.route("/hello")\ndef hello():\n    name = request.args.get("name")\n    return f"<h1>Hello {name}</h1>"',
      ],
      ['php', '<?php echo "Hello " . $_GET["name"];'],
      [
        'java',
        'void doGet(HttpServletRequest q, HttpServletResponse r) throws IOException { r.getWriter().println("<h1>" + q.getParameter("n") + "</h1>"); }',
      ],
      [
        'go',
        'func f(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "<h1>%s</h1>", r.URL.Query().Get("n")) }',
      ],
    ],
    safe: [
      ['javascript', 'function show(name) { document.getElementById("x").textContent = name }'],
      ['javascript', 'function show(n) { el.innerHTML = "<b>done</b>" }'],
      ['javascript', 'app.get("/", (req, res) => { res.send(`<h1>${escapeHtml(req.query.name)}</h1>`) })'],
      [
        'python',
        '@app.route("/hello")\ndef hello():\n    return render_template("hello.html", name=request.args.get("name"))',
      ],
      [
        'python',
        '@app.route("/hello")\ndef hello():\n    name = escape(request.args.get("name"))\n    return f"<h1>Hello {name}</h1>"',
      ],
      ['php', '<?php echo "Hello " . htmlspecialchars($_GET["name"]);'],
      [
        'go',
        'func f(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "<h1>%s</h1>", html.EscapeString(r.FormValue("n"))) }',
      ],
    ],
  },
  {
    id: 'open-redirect',
    cwe: 601,
    name: 'open redirect',
    languages: ['python', 'javascript', 'java', 'go', 'php'],
    words: ['redirect', 'RedirectResponse', 'HttpResponseRedirect', 'sendRedirect', 'Redirect', 'header'],
    says: 'Input decides which site a browser is sent to.',
    instead: 'Send it to a path of your own, or check the target against a list.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      if (!/^(?:redirect|RedirectResponse|HttpResponseRedirect|sendRedirect|Redirect|header)$/.test(last))
        return undefined;
      if (last === 'header' && path !== 'header') return undefined;
      const args = node.args.map((a) => look.value(a.value));
      const at = path === 'header' ? args[0] : (args.find((a) => a.some((p) => typeof p !== 'string')) ?? []);
      const first = at?.findIndex((p) => typeof p !== 'string') ?? -1;
      if (first < 0) return undefined;
      const before = at
        .slice(0, first)
        .join('')
        .replace(/^Location:\s*/i, '');
      if (before !== '') return undefined;
      const piece = at[first];
      if (typeof piece === 'string') return undefined;
      return piece.level >= input ? 'unsafe' : piece.level === 0 ? 'safe' : undefined;
    },
    unsafe: [
      ['python', '@app.route("/go")\ndef go():\n    return redirect(request.args.get("next"))'],
      ['javascript', 'app.get("/go", (req, res) => res.redirect(req.query.url))'],
      ['php', '<?php header("Location: " . $_GET["url"]);'],
    ],
    safe: [
      [
        'python',
        '@app.route("/go")\ndef go():\n    target = request.args.get("next")\n    if not is_safe_url(target):\n        target = "/"\n    return redirect(target)',
      ],
      ['javascript', 'app.get("/go", (req, res) => res.redirect("/home"))'],
    ],
  },
];
