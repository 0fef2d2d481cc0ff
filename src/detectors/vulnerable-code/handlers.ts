// Functions that answer requests: what they are given is input from outside.
import type { Kind, Language } from './syntax.ts';

/** A route's mark above it, or parameters that only a request brings. */
export function handles({ marks, params }: Kind<'function'>, language: Language): boolean {
  const marked = marks.some(
    (m) =>
      m.kind === 'call' &&
      m.callee.kind === 'name' &&
      /(?:^|\.)(?:route|get|post|put|delete|patch|api_view|\w*Mapping|GET|POST|Path)$/.test(m.callee.name),
  );
  if (marked) return true;
  if (language === 'go')
    return params.some(({ type }) => /http\.Request|gin\.Context|echo\.Context|fiber\.Ctx/.test(type));
  if (language === 'java') return params.some(({ type }) => /HttpServletRequest/.test(type));
  return params.some(({ name }, i) => i < 2 && /^(?:req|request|ctx)$/.test(name));
}
