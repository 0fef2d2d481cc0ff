// The page's only script: folding all cards at once, and unfolding them for print. The page says the same
// without it; it touches no text.

export const script = `
const cards = () => document.querySelectorAll('details.finding');
const set = (open) => cards().forEach((card) => { card.open = open; });
const tools = document.getElementById('tools');
if (tools) {
  for (const [name, open] of [['Unfold all', true], ['Fold all', false]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = name;
    button.addEventListener('click', () => set(open));
    tools.append(button);
  }
}
addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
const reveal = () => { const target = document.getElementById(location.hash.slice(1)); for (let d = target?.closest('details'); d; d = d.parentElement?.closest('details')) d.open = true; };
addEventListener('hashchange', reveal);
reveal();
`;
