// The calls that bring input in, make it harmless or hand it on, by the names that languages and their common
// libraries give them.
import type { Language } from './syntax.ts';

const inputs: Readonly<Record<Language, RegExp>> = {
  python:
    /^(?:flask\.)?(?:self\.)?request\.(?:args|form|values|json|data|cookies|headers|files|query_params|GET|POST|FILES|body|get_json|get_data|query|params|path_params|rel_url|match_info)\b|^input$|^raw_input$|^sys\.argv\b|^self\.get_(?:query_)?argument$/,
  javascript:
    /^(?:req|request|ctx|ctx\.req|ctx\.request|c\.req|event)\.(?:query|params|body|headers|cookies|param|get|url|files|file|queryStringParameters)\b|^(?:window\.|document\.)?location\.(?:hash|search|href)|^process\.argv\b|\bsearchParams\b|URLSearchParams\b|^document\.(?:URL|referrer)|^window\.name$|^(?:event|e|evt|ev)\.(?:data|target\.value)$|\(\)\.value$|^prompt$/,
  java: /\.(?:getParameter|getHeader|getQueryString|getParameterValues|getParameterMap|getPathInfo|nextLine|readLine|queryParams?|pathParam|formParam)$/,
  go: /\.(?:FormValue|PostFormValue|FormFile|PathValue)$|\.URL\.(?:Query\(\)|Path)|^os\.Args\b|^(?:c|ctx)\.(?:Param|Query|PostForm|DefaultQuery|FormValue|QueryParam|Params)$|^mux\.Vars$|^chi\.URLParam$/,
  php: /^_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b|^(?:this\.)?request\.(?:input|get|query|post|all|file|getParam|getQueryParams|getParsedBody)\b|^filter_input$/,
  c: /^argv\b|^getenv$|^(?:std\.)?getenv$/,
};

export const isInput = (path: string, language: Language): boolean => inputs[language].test(path);

const last = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const toNumber =
  /^(?:int|float|len|abs|round|ord|bool|sum|Number|parseInt|parseFloat|intval|floatval|intdiv|count|strlen|sizeof|Atoi|ParseInt|ParseFloat|ParseUint|ParseBool|Itoa|FormatInt|valueOf|parseLong|parseDouble|atoi|atol|strtol|strtoul|stoi|stol|size|length|Unix|now|time|Now|UUID|uuid4|randomUUID|getTime|Date|to_string|isoformat|strftime|timestamp|ObjectId|date|id)$/;

/** What is called so is meant to make its argument harmless; whether it does is beyond one function. */
const harmless =
  /(?:saniti[sz]|escap|quote|valid|verif|whitelist|allow|safe|secure|purif|strip_?tags|bleach|encode_?(?:URI|for|html)|url_?encode|html_?special|html_?ent|basename|getFileName|filter_var|identifier|bcrypt|pbkdf|argon|hash|digest|crypt|literal_eval|normali[sz]e_?name|slug|dompurify|json_?encode|JSON\.stringify|dumps|hexlify|hexdigest|number_format)/i;
const harmlessExactly =
  /^(?:Base|name|literal|clean|Identifier|quote_plus|urlencode|encodeURIComponent|toUUID|fromString|uuid|UUID|getName)$/;

const handsOn =
  /^(?:str|String|string|toString|bytes|bytearray|strip|trim|lower|upper|toLowerCase|toUpperCase|TrimSpace|ToLower|ToUpper|strtolower|strtoupper|lstrip|rstrip|encode|decode|format|text|concat|c_str|str_|data|strdup|join|Join|implode|resolve|abspath|realpath|dirname|normpath|expanduser|Path|PurePath|Paths?\.get|get|getlist|pop|getOrDefault|getFirst|File|FileInputStream|FileReader|URL|URI|Request|Buffer\.from|from|atob|btoa|b64decode|base64_decode|unquote|unquote_plus|urldecode|decodeURIComponent|replace|ReplaceAll|replaceAll|str_replace|split|slice|substring|substr|read|read_text|file|of|copyOf|append|getBytes|build|Builder|StringBuilder|StringBuffer|BytesIO|StringIO|ByteArrayInputStream|b64encode|openStream|getInputStream|list|tuple|set|dict|sorted|Array\.from|values|Values|keys|items|filter|map|iter|next|padStart|padEnd|Abs|Clean|toAbsolutePath|toPath|wrap|textwrap\.dedent|dedent|json|await|Some|Sprint|Get|Add|str|getvalue|String\.valueOf|template|NewReader|Query|Vars|All|ReadAll|FormFile|getParam|getUri)$/;

export type Effect = 'number' | 'harmless' | 'on' | 'unknown';

/** What a call makes of what it is given. */
export function effectOf(path: string): Effect {
  const name = last(path);
  if (harmless.test(path) || harmlessExactly.test(name)) return 'harmless';
  if (handsOn.test(path) || handsOn.test(name)) return 'on';
  return toNumber.test(name) ? 'number' : 'unknown';
}

/** A question whose answer decides whether a value is used: an allowed list, a pattern, a prefix, a length. */
export const asks =
  /^(?:in|includes|has|contains|containsKey|indexOf|in_array|array_key_exists|match|matches|fullmatch|test|preg_match|MatchString|search|exec|startswith|startsWith|starts_with|strpos|str_starts_with|str_contains|HasPrefix|Contains|contains|is_relative_to|isdigit|isnumeric|isalnum|isalpha|isidentifier|ctype_\w+|is_numeric|is_int|endswith|endsWith|HasSuffix|strlen|strnlen|hasOwnProperty|is_valid\w*|isValid\w*|valid\w*|verify\w*|is_safe\w*|isSafe\w*|allowed\w*|is_allowed\w*|isAllowed\w*|check\w*|url_has_allowed_host_and_scheme|sizeof|size|length|find|commonpath|commonprefix|equals|isInteger|Rel|IsLocal|isSubpath|filter_var|realpath|lookup)$/;
