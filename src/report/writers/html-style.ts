// How the page looks: light and dark, wide and narrow, on paper. Plain CSS, no fonts or pictures from elsewhere.
import { cardStyle } from './html-style-cards.ts';

const page = `
:root{color-scheme:light dark;
--paper:#f4f5f7;--card:#fff;--sunk:#f7f8fa;--line:#e1e4ea;--ink:#14171f;--soft:#4d5565;--faint:#626b7b;--accent:#0f766e;
--high:#c0142c;--high-soft:#fdecee;--medium:#a34e00;--medium-soft:#fdf1e3;--low:#1d58c9;--low-soft:#e9f0fe;--note:#596273;--note-soft:#eceef2;--clean:#11753b;--clean-soft:#e6f5ec;
--mark:#ffe08a;--mark-ink:#3b2a00;--shadow:0 1px 2px rgb(16 24 40/.06),0 4px 16px rgb(16 24 40/.05);
--mono:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
@media (prefers-color-scheme:dark){:root{
--paper:#0e1116;--card:#171b22;--sunk:#11151b;--line:#2a313c;--ink:#eceff4;--soft:#b3bccb;--faint:#949eae;--accent:#4fd1c5;
--high:#ff7b88;--high-soft:#3a161c;--medium:#f7b155;--medium-soft:#33230f;--low:#86b1ff;--low-soft:#16243f;--note:#a8b2c2;--note-soft:#232a34;--clean:#5ad58a;--clean-soft:#12301f;
--mark:#6a5200;--mark-ink:#ffeeb8;--shadow:0 0 0 1px rgb(255 255 255/.02)}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
h1,h2,h3,h4,h5,p,ul,dl,dd,figure,fieldset{margin:0;padding:0}
main,.top,footer{max-width:1120px;margin:0 auto;padding:0 24px}
a{color:inherit}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
code{font-family:var(--mono);font-size:.9em}
small{color:var(--faint);font-size:.87em}
.skip{position:absolute;left:-999px}.skip:focus{left:12px;top:12px;background:var(--card);padding:8px 12px;z-index:9}
.top{display:flex;align-items:center;justify-content:space-between;gap:16px;padding-top:20px;padding-bottom:16px}
.mark{display:flex;align-items:center;gap:10px;font-size:18px;letter-spacing:-.01em;white-space:nowrap}
.mark span{color:var(--faint);font-size:14px;padding-left:10px;border-left:1px solid var(--line)}
.stone{width:28px;height:28px}.s1{fill:#0f766e}.s2{fill:#f0b429}.s3{fill:#7c2d12}
nav{display:flex;gap:4px}nav a{padding:6px 10px;border-radius:8px;text-decoration:none;color:var(--soft);font-size:14px}nav a:hover{background:var(--card);color:var(--ink)}
section{scroll-margin-top:12px}
main>section{margin:0 0 44px}
h2{font-size:21px;letter-spacing:-.015em;line-height:1.3;margin:0 0 12px}
.lead{color:var(--soft);max-width:75ch;margin:-4px 0 16px}.lead.warn{color:var(--medium);font-weight:600}

.verdict{--tone:var(--note);--tint:var(--note-soft);display:grid;grid-template-columns:minmax(0,1fr) auto;gap:28px;align-items:center;background:linear-gradient(100deg,var(--tint),var(--card) 70%);border:1px solid var(--line);border-left:6px solid var(--tone);border-radius:16px;padding:28px 30px;box-shadow:var(--shadow)}
.verdict.high{--tone:var(--high);--tint:var(--high-soft)}.verdict.medium,.verdict.partial{--tone:var(--medium);--tint:var(--medium-soft)}.verdict.low{--tone:var(--low);--tint:var(--low-soft)}.verdict.clean{--tone:var(--clean);--tint:var(--clean-soft)}
.over{color:var(--tone);font-weight:700;font-size:13px;letter-spacing:.06em;text-transform:uppercase;margin-bottom:4px}
h1{font-size:30px;line-height:1.2;letter-spacing:-.025em;text-wrap:balance}
.gravest{font-size:18px;color:var(--soft);margin-top:8px;overflow-wrap:anywhere;max-height:7em;overflow:hidden}
.files{display:flex;flex-wrap:wrap;gap:4px 14px;margin-top:14px;color:var(--faint);font:13px/1.5 var(--mono);overflow-wrap:anywhere;max-height:6em;overflow:hidden}
.tiles{display:grid;grid-template-columns:repeat(2,minmax(118px,1fr));gap:1px;background:var(--line);border:1px solid var(--line);border-radius:12px;overflow:hidden}
.tile{background:var(--card);padding:12px 16px}
.tile dt{font-size:12.5px;color:var(--faint)}.tile b{display:block;font-size:22px;line-height:1.25;letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.tile small{display:block;font-size:12px;line-height:1.35}

.bar-of-tools{display:flex;flex-wrap:wrap;gap:10px;align-items:center;justify-content:space-between;margin-bottom:14px}
.filter{border:0;display:flex;flex-wrap:wrap;gap:6px;min-width:0}
.filter legend,.filter input{position:absolute;opacity:0;width:1px;height:1px;overflow:hidden;pointer-events:none}
.filter label{cursor:pointer;padding:5px 12px;border:1px solid var(--line);border-radius:99px;background:var(--card);font-size:13.5px;color:var(--soft);user-select:none}
.filter label b{font-variant-numeric:tabular-nums;color:var(--faint);font-weight:600;margin-left:3px}
.filter label::first-letter{text-transform:uppercase}
.filter label.high b{color:var(--high)}.filter label.medium b{color:var(--medium)}.filter label.low b{color:var(--low)}
.filter input:checked+label{background:var(--ink);border-color:var(--ink);color:var(--card)}.filter input:checked+label b{color:inherit}
.filter input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
#findings:has(#show-high:checked)>.finding:not(.high),#findings:has(#show-medium:checked)>.finding:not(.medium),#findings:has(#show-low:checked)>.finding:not(.low),#findings:has(#show-note:checked)>.finding:not(.note){display:none}
#tools{display:flex;gap:6px}
button{font:inherit;font-size:13.5px;color:var(--soft);background:none;border:0;padding:5px 8px;border-radius:8px;cursor:pointer}button:hover{background:var(--card);color:var(--ink)}
.none{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:18px 22px;color:var(--soft)}

.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,320px),1fr));gap:14px}
.power{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:16px 18px 10px;box-shadow:var(--shadow);display:flex;flex-direction:column;justify-content:space-between;gap:10px}
.power figcaption{font-size:14px;overflow-wrap:anywhere}
.curve{width:100%;height:auto;display:block}
.curve .grid{stroke:var(--line);stroke-width:1}.curve .sure{stroke:var(--accent);stroke-dasharray:3 3;opacity:.7}
.curve .tick{fill:var(--faint);font-size:10.5px}.curve .end{text-anchor:end}.curve .mid{text-anchor:middle}
.curve .area{fill:var(--accent);opacity:.12}.curve .line{fill:none;stroke:var(--accent);stroke-width:2;stroke-linejoin:round}.curve .dot{fill:var(--card);stroke:var(--accent);stroke-width:2}
.blind{margin-top:14px;border:1px dashed var(--line);border-radius:14px;padding:16px 20px}
.blind h3{font-size:15px;margin-bottom:6px}.blind ul{padding-left:18px;color:var(--soft)}.blind li{margin:4px 0;overflow-wrap:anywhere}

.wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:12px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:8px 14px;vertical-align:top}
thead th{font-size:12.5px;font-weight:600;color:var(--faint);border-bottom:1px solid var(--line);white-space:nowrap}
tbody tr+tr td,tbody tr+tr th{border-top:1px solid var(--line)}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.path{overflow-wrap:anywhere;min-width:12em}
.hash{color:var(--faint);overflow-wrap:anywhere;word-break:break-all;font-size:12px;display:inline-block;min-width:16em}
.detector{background:var(--card);border:1px solid var(--line);border-radius:12px;margin-bottom:8px;padding:0 18px}
.detector summary{padding:11px 0}.detector[open]{padding-bottom:14px}.detector ul{padding-left:20px;margin-bottom:10px;color:var(--soft)}
.facts{display:grid;gap:0 28px;grid-template-columns:repeat(auto-fill,minmax(min(100%,300px),1fr));margin-top:18px}
.facts div{display:grid;grid-template-columns:120px minmax(0,1fr);gap:10px;padding:7px 0;border-top:1px solid var(--line);font-size:14px}
.facts dt{color:var(--faint);overflow-wrap:anywhere}.facts dd{overflow-wrap:anywhere}.facts .hash{min-width:0}
.rest{color:var(--faint);font-size:13px;margin-top:8px;overflow-wrap:anywhere}
footer{color:var(--faint);font-size:13.5px;padding-bottom:40px}

@media (max-width:760px){
main,.top,footer{padding-left:14px;padding-right:14px}
nav,.mark span{display:none}
.verdict{grid-template-columns:minmax(0,1fr);padding:20px 18px;gap:20px}
.wide table{min-width:600px}
h1{font-size:24px}.gravest{font-size:16px}
.facts div{grid-template-columns:104px minmax(0,1fr)}
}
@media print{
:root{--paper:#fff;--card:#fff;--sunk:#fff;--shadow:none}
body{font-size:11pt}nav,.bar-of-tools,.skip{display:none}
.finding,.power,.verdict{break-inside:avoid-page}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
}
`;

export const style = page + cardStyle;
