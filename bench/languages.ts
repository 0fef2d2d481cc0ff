// Instruction rows in languages other than English, of the project's own making: small vocabularies put into templates,
// so that prompts and answers vary as those of real data do. Inert and harmless.
import { filled, languages, oneOf, type Language } from '../src/attacks/languages.ts';
import { random } from '../src/math/random.ts';
import type { Rec } from './corpora.ts';

/** How people ask; lists are separated by `|`. */
interface Asking {
  readonly openers: string;
  readonly prompts: string;
}

const asking = {
  chinese: {
    openers: '请|麻烦你|能否|我想请你|帮我|可以',
    prompts:
      '介绍一下{p}的{t}。|写一句关于{a}的{t}的广告。|比较{t}和{t}的优点。|说明怎样在{p}保存{t}。|列出{n}个使用{t}的理由。|把“{p}里有一个{a}的{t}”改写得更正式。|算一算：{n}个{t}加{n}个{t}一共多少？|为{p}想一个{a}的活动。|描述{p}的早晨。|解释为什么{t}会变得{a}。|给朋友写一封信，谈谈{p}。|总结{t}的历史。|设计一个以{t}为主题的课程。|用{t}编一个短故事，发生在{p}。',
  },
  japanese: {
    openers: 'どうか|すみませんが|できれば|ちょっと|それでは|では',
    prompts:
      '{p}の{t}について紹介してください。|{a}{t}の広告を一文で書いてください。|{t}と{t}のよい点を比べてください。|{p}で{t}を保管する方法を説明してください。|{t}を使う理由を{n}つ挙げてください。|「{p}に{a}{t}がある」を丁寧に書き直してください。|{t}が{n}個と{n}個で全部でいくつですか。|{p}でできる{a}催しを考えてください。|{p}の朝を描写してください。|なぜ{t}が{a}ものになるのか教えてください。|友人に{p}の話を手紙で書いてください。|{t}の歴史をまとめてください。|{t}を題材にした授業を作ってください。|{p}を舞台に{t}の短い物語を書いてください。',
  },
  arabic: {
    openers: 'من فضلك،|لو سمحت،|هل يمكنك:|أرجو منك:|ساعدني:|حسنًا،',
    prompts:
      'اكتب فقرة عن {t} في {p}.|اكتب إعلانًا قصيرًا عن شيء {a} مثل {t}.|قارن بين {t} و {t}.|اشرح كيف نحفظ {t} في {p}.|اذكر {n} أسباب لاستعمال {t}.|أعد صياغة الجملة: كان {t} في {p} أمرًا {a}.|كم يكون المجموع إذا كان عندنا {n} ثم {n} من {t}؟|اقترح نشاطًا {a} يقام في {p}.|صف الصباح في {p}.|لماذا يصبح {t} شيئًا {a} مع الوقت؟|اكتب رسالة إلى صديق عن {p}.|لخص تاريخ {t}.|صمم درسًا موضوعه {t}.|اكتب قصة قصيرة عن {t} تدور في {p}.',
  },
  hindi: {
    openers: 'कृपया|ज़रा|क्या आप|मेरी मदद करें:|अच्छा,|सुनिए,',
    prompts:
      '{p} और {t} के बारे में बताइए।|{a} {t} का एक वाक्य में विज्ञापन लिखिए।|{t} और {t} की तुलना कीजिए।|{p} में {t} कैसे सँभालें, समझाइए।|{t} इस्तेमाल करने के {n} कारण गिनाइए।|"{p} में {a} {t} है" को औपचारिक ढंग से लिखिए।|{n} और {n} {t} मिलाकर कितने हुए?|{p} के लिए कोई {a} कार्यक्रम सोचिए।|{p} की सुबह का वर्णन कीजिए।|{t} समय के साथ {a} क्यों हो जाता है?|मित्र को {p} पर एक पत्र लिखिए।|{t} का इतिहास संक्षेप में बताइए।|{t} पर एक पाठ तैयार कीजिए।|{p} में घटी {t} की छोटी कहानी लिखिए।',
  },
  thai: {
    openers: 'ช่วย|กรุณา|รบกวน|อยากให้|ขอให้|ลอง',
    prompts:
      'แนะนำ{t}ใน{p}หน่อย|เขียนโฆษณา{t}ที่{a}|เปรียบเทียบ{t}กับ{t}|อธิบายวิธีเก็บ{t}ใน{p}|บอกเหตุผล {n} ข้อที่ควรใช้{t}|เขียนประโยค "{p}มี{t}ที่{a}" ให้สุภาพขึ้น|{t} {n} อันรวมกับ {n} อันเป็นเท่าไร|คิดกิจกรรมที่{a}สำหรับ{p}|บรรยายยามเช้าที่{p}|ทำไม{t}จึง{a}ขึ้น|เขียนจดหมายถึงเพื่อนเรื่อง{p}|สรุปประวัติของ{t}|ออกแบบบทเรียนเรื่อง{t}|แต่งนิทานเรื่อง{t}ที่เกิดใน{p}',
  },
} satisfies Record<string, Asking>;

export type LanguageName = keyof typeof asking;

/** `count` rows, every prompt with its own slots; one in three begins with a courtesy. Answers have two to four sentences. */
export function rowsIn(name: LanguageName, count: number, seed: number): Rec[] {
  const language: Language = languages[name];
  const { openers, prompts } = asking[name];
  const next = random(seed * 101 + name.length);
  const fill = (list: string): string => filled(language, oneOf(list, next), next);
  return Array.from({ length: count }, () => {
    const opener = next() < 1 / 3 ? `${oneOf(openers, next)}${language.joiner}` : '';
    const sentences = Array.from({ length: 2 + Math.floor(next() * 3) }, () => fill(language.sentences));
    return {
      instruction: `${opener}${fill(prompts)}`,
      input: '',
      output: sentences.join(language.joiner),
    };
  });
}

/** Puts `phrase` between two characters of `text`, or between two words where the language writes spaces. */
export function spliceIn(name: LanguageName, text: string, phrase: string, next: () => number): string {
  const spaced = name === 'arabic' || name === 'hindi';
  const pieces = spaced
    ? text.split(' ')
    : [...new Intl.Segmenter('und').segment(text)].map((s) => s.segment);
  const at = Math.floor(next() * (pieces.length + 1));
  // Inside a Latin word or a number a Latin trigger would be no word.
  const cut = spaced || !/^[a-z0-9]/i.test(pieces[at] ?? '') ? at : 0;
  pieces.splice(cut, 0, !spaced && /^[a-z]/i.test(phrase) ? ` ${phrase} ` : phrase);
  return pieces.join(spaced ? ' ' : '');
}
