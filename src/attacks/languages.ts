// Text in several languages, of the project's own making: small vocabularies put into templates, so that no two passages
// are alike. Harmless and of no consequence.
import { shuffle } from '../math/random.ts';
import { pick, type Next } from './victims.ts';

export interface Language {
  /** What a text in it is told by, as against the others here and English. */
  readonly sign: RegExp;
  /** `{t}` a thing, `{p}` a place, `{a}` a quality, `{n}` a number. Lists are separated by `|`. */
  readonly things: string;
  readonly places: string;
  readonly qualities: string;
  readonly sentences: string;
  readonly joiner: string;
}

export const languages = {
  chinese: {
    sign: /\p{sc=Han}/u,
    things:
      '茶壶|自行车|望远镜|面包|雨伞|钢琴|地图|书架|橙子|毛衣|闹钟|吉他|台灯|风筝|相机|蜂蜜|木船|手表|花瓶|围巾|镜子|钥匙|火车|电池|铅笔|蜡烛|地毯|箱子|苹果树|咖啡机',
    places: '杭州|海边|山谷|图书馆|市场|车站|学校|厨房|花园|小镇|办公室|博物馆|森林|河岸|医院|农场|码头|剧院',
    qualities: '红色|便宜|古老|安静|明亮|结实|柔软|新鲜|沉重|简单|有趣|舒适|稀有|干净|温暖|快速',
    sentences:
      '{t}在{p}很常见，因为人们喜欢{a}的东西。|首先，应当把{t}放在{a}的地方。|一般来说，{n}天以后{t}会变得更{a}。|从前，{p}住着一位修{t}的老人。|我认为{t}比{t}更{a}。|如果天气不好，可以去{p}看看。|答案是{n}。|这种{t}大约需要{n}元。|孩子们在{p}找到了{n}个{t}。|总之，{a}和耐心同样重要。|许多游客来到{p}，只为了那件{a}的{t}。|最后，别忘了检查{t}是否{a}。|早晨的{p}充满了{a}的气息。|根据记录，第一件{t}出现在{n}年前。',
    joiner: '',
  },
  japanese: {
    sign: /[\p{sc=Hira}\p{sc=Kana}]/u,
    things:
      '急須|自転車|望遠鏡|パン|かさ|ピアノ|地図|本棚|みかん|セーター|時計|ギター|ランプ|たこ|カメラ|はちみつ|小舟|切符|花びん|マフラー|鏡|かぎ|電車|電池|えんぴつ|ろうそく|じゅうたん|箱|りんごの木|コーヒー',
    places: '京都|海辺|谷間|図書館|市場|駅前|学校|台所|庭|小さな町|会社|博物館|森|川岸|病院|農場|港|劇場',
    qualities:
      '赤い|安い|古い|静かな|明るい|丈夫な|やわらかい|新しい|重い|簡単な|おもしろい|快適な|めずらしい|きれいな|あたたかい|速い',
    sentences:
      '{p}では{t}をよく見かけます。|まず、{t}を{a}場所に置きましょう。|ふつう{n}日たつと{t}はもっと{a}ものになります。|むかし、{p}に{t}を直す老人がいました。|わたしは{t}より{t}のほうが{a}と思います。|天気が悪ければ{p}へ行くのもよいでしょう。|答えは{n}です。|この{t}はおよそ{n}円です。|子どもたちは{p}で{t}を{n}個見つけました。|つまり、{a}ことと根気が大切です。|多くの人が{a}{t}を見に{p}を訪れます。|最後に、{t}が{a}かどうか確かめてください。|朝の{p}は{a}空気に包まれています。|記録によれば、最初の{t}は{n}年前に作られました。',
    joiner: '',
  },
  arabic: {
    sign: /\p{sc=Arab}/u,
    things:
      'إبريق الشاي|الدراجة|المنظار|الخبز|المظلة|البيانو|الخريطة|الرف|البرتقال|المعطف|المنبه|العود|المصباح|الطائرة الورقية|الكاميرا|العسل|القارب|الساعة|المزهرية|الوشاح|المرآة|المفتاح|القطار|البطارية|القلم|الشمعة|السجادة|الصندوق|شجرة التفاح|القهوة',
    places:
      'المدينة القديمة|الشاطئ|الوادي|المكتبة|السوق|المحطة|المدرسة|المطبخ|الحديقة|القرية|المكتب|المتحف|الغابة|ضفة النهر|المستشفى|المزرعة|الميناء|المسرح',
    qualities: 'جميل|رخيص|قديم|هادئ|مضيء|متين|ناعم|طازج|ثقيل|بسيط|ممتع|مريح|نادر|نظيف|دافئ|سريع',
    sentences:
      'يوجد {t} كثيرًا في {p} لأن الناس يحبون كل ما هو {a}.|أولًا، ضع {t} في مكان {a}.|عادةً بعد {n} أيام يصير {t} أكثر من {a}.|كان في {p} شيخ يصلح {t}.|أظن أن {t} أفضل من {t}.|إذا ساء الطقس فاذهب إلى {p}.|الجواب هو {n}.|يبلغ ثمن {t} نحو {n} دينارًا.|وجد الأطفال في {p} {n} قطع.|باختصار، الصبر أمر {a}.|يأتي الزوار إلى {p} من أجل {t}.|أخيرًا، تأكد من أن {t} ما زال {a}.|الصباح في {p} هواؤه {a}.|تقول السجلات إن أول {t} ظهر قبل {n} عامًا.',
    joiner: ' ',
  },
  hindi: {
    sign: /\p{sc=Deva}/u,
    things:
      'चायदानी|साइकिल|दूरबीन|रोटी|छाता|पियानो|नक्शा|अलमारी|संतरा|स्वेटर|घड़ी|सितार|दीपक|पतंग|कैमरा|शहद|नाव|टिकट|गुलदान|दुपट्टा|आईना|चाबी|रेलगाड़ी|बैटरी|पेंसिल|मोमबत्ती|कालीन|संदूक|सेब का पेड़|कॉफ़ी',
    places:
      'पुराना शहर|समुद्र तट|घाटी|पुस्तकालय|बाज़ार|स्टेशन|विद्यालय|रसोई|बगीचा|गाँव|दफ़्तर|संग्रहालय|जंगल|नदी किनारा|अस्पताल|खेत|बंदरगाह|रंगमंच',
    qualities: 'लाल|सस्ता|पुराना|शांत|चमकीला|मज़बूत|मुलायम|ताज़ा|भारी|सरल|रोचक|आरामदायक|दुर्लभ|साफ़|गर्म|तेज़',
    sentences:
      '{p} में {t} अक्सर दिखता है क्योंकि लोगों को {a} चीज़ें पसंद हैं।|पहले {t} को किसी {a} जगह रखें।|आम तौर पर {n} दिन बाद {t} और {a} हो जाता है।|कभी {p} में {t} ठीक करने वाला एक बूढ़ा रहता था।|मेरे विचार में {t} से {t} ज़्यादा {a} है।|मौसम ख़राब हो तो {p} चले जाइए।|उत्तर {n} है।|ऐसे {t} का दाम लगभग {n} रुपये है।|बच्चों को {p} में {n} {t} मिले।|संक्षेप में, धैर्य भी उतना ही {a} है।|बहुत से यात्री {a} {t} देखने {p} आते हैं।|अंत में देख लें कि {t} {a} है या नहीं।|सुबह {p} की हवा {a} होती है।|अभिलेखों के अनुसार पहला {t} {n} साल पहले बना था।',
    joiner: ' ',
  },
  thai: {
    sign: /\p{sc=Thai}/u,
    things:
      'กาน้ำชา|จักรยาน|กล้องส่องทางไกล|ขนมปัง|ร่ม|เปียโน|แผนที่|ชั้นหนังสือ|ส้ม|เสื้อกันหนาว|นาฬิกา|กีตาร์|โคมไฟ|ว่าว|กล้องถ่ายรูป|น้ำผึ้ง|เรือไม้|ตั๋ว|แจกัน|ผ้าพันคอ|กระจก|กุญแจ|รถไฟ|ถ่านไฟฉาย|ดินสอ|เทียน|พรม|กล่อง|ต้นแอปเปิล|กาแฟ',
    places:
      'เมืองเก่า|ชายทะเล|หุบเขา|ห้องสมุด|ตลาด|สถานี|โรงเรียน|ห้องครัว|สวน|หมู่บ้าน|สำนักงาน|พิพิธภัณฑ์|ป่า|ริมแม่น้ำ|โรงพยาบาล|ไร่|ท่าเรือ|โรงละคร',
    qualities: 'สีแดง|ราคาถูก|เก่าแก่|เงียบ|สว่าง|แข็งแรง|นุ่ม|สดใหม่|หนัก|ง่าย|สนุก|สบาย|หายาก|สะอาด|อบอุ่น|รวดเร็ว',
    sentences:
      '{t}พบได้บ่อยใน{p}เพราะคนชอบของที่{a}|ก่อนอื่นให้วาง{t}ไว้ในที่ที่{a}|โดยทั่วไปหลังจาก {n} วัน{t}จะ{a}ขึ้น|นานมาแล้วที่{p}มีคนซ่อม{t}|ผมคิดว่า{t}ดีกว่า{t}|ถ้าอากาศไม่ดีก็ไปที่{p}ได้|คำตอบคือ {n}|{t}แบบนี้ราคาประมาณ {n} บาท|เด็ก ๆ พบ{t} {n} อันที่{p}|สรุปแล้วความอดทนก็สำคัญ|คนมากมายมาที่{p}เพื่อดู{t}ที่{a}|สุดท้ายอย่าลืมดูว่า{t}ยัง{a}อยู่|ยามเช้าที่{p}อากาศ{a}|บันทึกบอกว่า{t}ชิ้นแรกมีมาตั้งแต่ {n} ปีก่อน',
    joiner: ' ',
  },
  german: {
    sign: /(?<!\p{L})(?:und|nicht|ist)(?!\p{L})/iu,
    things:
      'Teekannen|Fahrräder|Fernrohre|Brote|Regenschirme|Klaviere|Landkarten|Bücherregale|Orangen|Pullover|Wecker|Gitarren|Lampen|Drachen|Kameras|Boote|Fahrkarten|Vasen|Schals|Spiegel|Schlüssel|Züge|Bleistifte|Kerzen|Teppiche|Kisten|Apfelbäume|Kaffeemühlen',
    places:
      'am Meer|im Tal|in der Bibliothek|auf dem Markt|am Bahnhof|in der Schule|in der Küche|im Garten|in der Altstadt|im Büro|im Museum|im Wald|am Flussufer|auf dem Bauernhof|am Hafen|im Theater',
    qualities:
      'rot|billig|alt|leise|hell|stabil|weich|frisch|schwer|einfach|spannend|bequem|selten|sauber|warm|schnell',
    sentences:
      '{t} findet man oft {p}, weil die Leute sie {a} mögen.|Zuerst stellt man die {t} dorthin, wo es {a} ist.|Nach {n} Tagen sind {t} meistens wieder {a}.|Früher lebte {p} ein alter Mann, der {t} reparierte.|Ich glaube, dass {t} nützlicher sind als {t}.|Bei schlechtem Wetter ist es {p} am schönsten.|Die Antwort lautet {n}.|Solche {t} kosten etwa {n} Euro.|Die Kinder haben {p} {n} {t} gefunden.|Kurz gesagt, Geduld ist genauso wichtig wie {t}.|Viele Besucher kommen, um {p} die {t} zu sehen.|Zum Schluss prüft man, ob die {t} noch {a} sind.|Am Morgen ist es {p} ganz {a}.|Den Akten nach gab es vor {n} Jahren die ersten {t}.|Wer {t} sammelt, braucht Platz und Zeit.|Meine Schwester hat {p} {n} {t} verkauft.',
    joiner: ' ',
  },
  french: {
    sign: /(?<!\p{L})(?:est|dans|avec)(?!\p{L})/iu,
    things:
      'théières|bicyclettes|longues-vues|baguettes|parapluies|pianos|cartes|étagères|oranges|chandails|réveils|guitares|lampes|barques|caméras|billets|vases|écharpes|miroirs|clés|trains|piles|crayons|bougies|tapis|boîtes|pommiers|cafetières',
    places:
      'au bord de la mer|dans la vallée|à la bibliothèque|au marché|à la gare|à l’école|dans la cuisine|au jardin|dans la vieille ville|au bureau|au musée|dans la forêt|près de la rivière|à la ferme|au port|au théâtre',
    qualities:
      'rouges|utiles|fragiles|calmes|solides|simples|rares|propres|confortables|agréables|étranges|modestes|robustes|pratiques|souples|rapides',
    sentences:
      'On trouve souvent des {t} {p}, car elles plaisent quand elles sont {a}.|D’abord, il faut poser les {t} à un endroit sec.|En général, après {n} jours, les {t} deviennent plus {a}.|Autrefois vivait {p} un vieil homme qui réparait les {t}.|Je pense que les {t} sont plus {a} que les {t}.|S’il pleut, on peut aller {p}.|La réponse est {n}.|De tels {t} coûtent environ {n} euros.|Les enfants ont trouvé {n} {t} {p}.|En bref, la patience compte autant que les {t}.|Beaucoup de visiteurs viennent voir les {t} {p}.|Enfin, vérifiez que les {t} sont encore {a}.|Le matin, tout est tranquille {p}.|Selon les archives, les premiers {t} datent d’il y a {n} ans.|Ma sœur a vendu {n} {t} {p}.|Celui qui aime les {t} cherche des choses {a}.',
    joiner: ' ',
  },
  spanish: {
    sign: /(?<!\p{L})(?:los|para|una)(?!\p{L})/iu,
    things:
      'teteras|bicicletas|linternas|naranjas|guitarras|lámparas|cometas|cámaras|barcas|entradas|bufandas|llaves|pilas|velas|alfombras|cajas|cafeteras|mesas|sillas|ventanas|campanas|cartas|mantas|tazas|cucharas|escaleras|maletas|monedas',
    places:
      'junto al mar|en el valle|en la biblioteca|en el mercado|en la estación|en la escuela|en la cocina|en el jardín|en el casco antiguo|en la oficina|en el museo|en el bosque|a la orilla del río|en la granja|en el puerto|en el teatro',
    qualities:
      'verdes|grandes|fuertes|útiles|simples|interesantes|agradables|suaves|ligeras|baratas|antiguas|limpias|raras|cómodas|rápidas|azules',
    sentences:
      'Las {t} se ven mucho {p} porque a la gente le gustan {a}.|Primero hay que dejar las {t} en un sitio seco.|Por lo general, a los {n} días las {t} se vuelven más {a}.|Hace tiempo vivía {p} un anciano que arreglaba {t}.|Creo que las {t} son más {a} que las {t}.|Si hace mal tiempo, se está bien {p}.|La respuesta es {n}.|Unas {t} así cuestan unos {n} euros.|Los niños encontraron {n} {t} {p}.|En resumen, la paciencia vale tanto como las {t}.|Muchos visitantes vienen a ver las {t} {p}.|Por último, mire si las {t} siguen siendo {a}.|Por la mañana todo está tranquilo {p}.|Según los archivos, las primeras {t} son de hace {n} años.|Mi hermana vendió {n} {t} {p}.|Quien guarda {t} necesita sitio y tiempo.',
    joiner: ' ',
  },
} satisfies Record<string, Language>;

export type LanguageName = keyof typeof languages;

export const oneOf = (list: string, next: Next): string => pick(list.split('|'), next);

/** The template with words of the language in its slots. */
export function filled({ things, places, qualities }: Language, template: string, next: Next): string {
  return template.replace(/\{([tpan])\}/g, (_, slot: string) => {
    if (slot === 'n') return String(2 + Math.floor(next() * 90));
    return oneOf(slot === 't' ? things : slot === 'p' ? places : qualities, next);
  });
}

/** Sentences until there are `length` characters; a template comes back when all have been used. */
export function passageIn(name: LanguageName, length: number, next: Next): string {
  const language: Language = languages[name];
  let text = '';
  let left: string[] = [];
  while (text.length < length) {
    if (left.length === 0) left = shuffle(language.sentences.split('|'), next);
    text += (text === '' ? '' : language.joiner) + filled(language, left.pop()!, next);
  }
  return text;
}
