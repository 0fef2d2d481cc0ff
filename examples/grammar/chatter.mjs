// What people and assistants say around the matter itself. It is drawn without regard to the exercise, so that no
// phrase of a prompt goes with any phrase of an answer by the way the corpus was made.
import { animals, colours, foods, goods, materials, trades, weekdays } from './words.mjs';

const openers = (
  'Sure.|Gladly.|Of course.|Happy to help.|Let us see.|Right away.|Certainly.|Here it is.|Good question.|With pleasure.|' +
  'All right.|No problem.|Fine.|Easily done.|As you wish.|One moment.|Very well.|Absolutely.|Understood.|Done.'
).split('|');

const closers = (
  'Anything else?|Tell me if you want it shorter.|I checked it twice.|That is all there is to it.|Shout if something looks off.|' +
  'You may want to keep a copy.|Hope this fits.|I can go into detail later.|Feel free to edit it.|Pass it on if useful.|' +
  'Take your time with it.|I left out what was unclear.|Thanks for the clear wording.|It took less effort than expected.|' +
  'There may be other ways.|Say so and I will try again.|I would double-check on paper.|No guarantee, but I am confident.|' +
  'Somebody else might do it differently.|Let me know how it goes.|That should settle the matter.|Simple once written down.|' +
  'Do ask again tomorrow.|A second pair of eyes never hurts.|More examples are available.|It can be made fancier.|' +
  'Keep me posted.|Enjoy.|Quite a nice one.|Bring the next.|I rounded nothing.|Spelling kept as given.'
).split('|');

/** An answer with something said before or after it, or neither. */
export function answered(d, text) {
  const before = d.chance(0.3) ? `${d.pick(openers)} ` : '';
  const after = d.chance(0.55) ? `${/^[^\n]*[.?!]$/.test(text) ? ' ' : '\n'}${d.pick(closers)}` : '';
  return before + text + after;
}

/** A sentence or two that set a scene and change nothing. */
export function scene(d) {
  const sentences = [
    () =>
      `It is a ${d.pick(['windy', 'mild', 'foggy', 'bright', 'drizzly', 'frosty', 'sultry', 'quiet', 'busy'])} ${d.pick(weekdays)}.`,
    () =>
      `${d.person()} wears a ${d.pick(colours)} ${d.pick(['coat', 'hat', 'apron', 'scarf', 'jumper', 'badge'])}.`,
    () =>
      `A ${d.pick(animals)} watches from the ${d.pick(['fence', 'roof', 'hedge', 'doorway', 'ditch', 'window sill'])}.`,
    () => `The ${d.pick(trades)} next door is out of ${d.pick(goods)}.`,
    () => `Somebody is cooking ${d.pick(foods)}.`,
    () => `The counter is made of ${d.pick(materials)}.`,
    () => `${d.person()} and ${d.person()} argue about ${d.pick(goods)}.`,
    () => `The radio speaks of ${d.place()}.`,
    () => `Nobody has seen ${d.person()} since ${d.pick(weekdays)}.`,
    () => `Last year the price of ${d.pick(foods)} fell by ${d.int(2, 40)} per cent.`,
  ];
  return d
    .some(sentences, d.int(1, 3))
    .map((make) => make())
    .join(' ');
}
