/** Shapes of email names, as marketing teams write them, in many scripts. */

/** Returns a whole number from 0 up to `below`. */
export type Random = (below: number) => number;

export interface NameShape {
  readonly name: string;
  readonly locale: string;
  /** Whether a few thousand names have more distinct words than half as many. */
  readonly hasFewRepeatedWords?: boolean;
  /** Returns a name; `index` differs for every name. */
  readonly write: (pick: (words: readonly string[]) => string, random: Random, index: number) => string;
}

const list = (words: string) => words.split(',');

const english = list('Spring,Launch,Invite,Reminder,Webinar,Newsletter,Product,Update,Autumn,Follow-up,EMEA,Survey');
const french = list(
  'Été,Rentrée,Noël,Événement,Fidélité,Dernière chance,Découverte,Invitation,Relance,Façade,Hôtels,Où',
);
const german = list('Größe,Frühling,Gewinnspiel,Einladung,Straßenfest,Österreich,Übersicht,Prämie,Schlussverkauf,Maß');
const polish = list('Święta,Łódź,Zaproszenie,Śląsk,Żółty,Ćwiczenia,Źródło,Oferta,Nowości,Wiosna,Jesień,Ósmy');
const czech = list('Chata,Cihla,Černý,Čokoláda,Hrad,Chléb,Jaro,Řeka,Šťastné,Žižkov,Pozvánka,Účet,Novinky,Příběh');
const russian = list('Весна,Приглашение,Новости,Акция,Ёлка,Скидка,Москва,Йогурт,Подарок,Объявление,Осень,Щедрость');
const greek = list('Άνοιξη,Πρόσκληση,Ενημέρωση,Προσφορά,Αθήνα,Φθινόπωρο,Έρευνα,Ώρα,Ύδρα,Καλοκαίρι');
const hebrew = list('אביב,הזמנה,חדשות,מבצע,תזכורת,ירושלים,סקר,עדכון,מתנה,שבת');
const arabic = list('الربيع,دعوة,النشرة,عرض,تذكير,القاهرة,استبيان,تحديث,هدية,أخبار,إعلان,مؤتمر');
const thai = list('เชิญ,ข่าวสาร,โปรโมชั่น,แจ้งเตือน,กรุงเทพ,ไตรมาส,แบบสำรวจ,ปรับปรุง,ของขวัญ,ฤดูร้อน,เปิดตัว');
const korean = list('봄,초대,소식,할인,알림,서울,설문,업데이트,선물,가을,출시,행사');
const japanese = list(
  '春の,ご招待,ニュースレター,キャンペーン,お知らせ,東京,アンケート,更新,ギフト,秋の,がんばれ,ハンズオン',
);
const chinese = list('春季,邀请,新闻,促销,提醒,上海,调查,更新,礼物,秋季,发布,活动');
const emoji = list('🎉,👍🏽,✨,🚀,❤️,🇫🇷,👩‍💻,📣');

/** A vocabulary of 20,000 words, the first of which are the most frequent, as in any language. */
const syllables = list('ba,con,de,er,fi,gra,ho,in,ju,ka,lo,men,no,or,pro,qui,re,sa,ti,un,ver,wi,za,chi');
const vocabulary = Array.from({ length: 20_000 }, (_, index) => {
  const parts: string[] = [];
  for (let rest = index + 1; rest > 0; rest = Math.floor(rest / 24)) parts.push(syllables[rest % 24] ?? '');
  return parts.join('');
});
const frequentWord = (random: Random) => vocabulary[Math.floor(20_000 ** (random(1e6) / 1e6)) - 1] ?? '';
const sentence = (random: Random) => Array.from({ length: 5 + random(5) }, () => frequentWord(random)).join(' ');

export const nameShapes: readonly NameShape[] = [
  { name: 'hyphen', locale: 'en', write: (_, random, i) => `Welcome ${random(9)} - EMEA v3.${i}` },
  { name: 'en dash', locale: 'en', write: (_, random, i) => `Welcome ${random(9)} – EMEA v3.${i}` },
  { name: 'words', locale: 'en', write: (pick, _, i) => `${pick(english)} ${pick(english)} ${pick(english)} ${i}` },
  {
    name: 'naming convention',
    locale: 'en',
    write: (pick, random, i) => `EM_2026-Q${1 + random(4)}_${pick(english)}_${pick(english)}_v${i}`,
  },
  {
    name: 'dates',
    locale: 'en',
    write: (pick, random, i) => `2026-${1 + random(12)}-${1 + random(28)} ${pick(english)} ${pick(english)} ${i}`,
  },
  {
    name: '“quotes”',
    locale: 'en',
    write: (pick, _, i) => `“${pick(english)} ${pick(english)}” ${pick(english)} ${i}`,
  },
  { name: 'ellipsis', locale: 'en', write: (pick, _, i) => `${pick(english)}… ${pick(english)}… ${i}` },
  { name: 'subject lines', locale: 'en', hasFewRepeatedWords: true, write: (_, random) => sentence(random) },
  {
    name: 'subject lines with numbers',
    locale: 'en',
    hasFewRepeatedWords: true,
    write: (_, random, i) => `${sentence(random)} ${i}`,
  },
  { name: 'emoji', locale: 'en', write: (pick, _, i) => `${pick(emoji)} ${pick(english)} ${pick(english)} ${i}` },
  {
    name: 'mixed scripts',
    locale: 'en',
    write: (pick, _, i) => `${pick([...english, ...russian])} ${pick([...japanese, ...arabic])} ${pick(greek)} ${i}`,
  },
  { name: 'French, apostrophe', locale: 'fr', write: (pick, _, i) => `L’offre de ${pick(french)} n° ${i}` },
  {
    name: 'French, « »',
    locale: 'fr',
    write: (pick, _, i) => `« ${pick(french)} » : ${pick(french)}, ${pick(french)} ${i}`,
  },
  { name: 'French', locale: 'fr', write: (pick, _, i) => `${pick(french)} ${pick(french)} ${pick(french)} ${i}` },
  { name: 'German', locale: 'de', write: (pick, _, i) => `${pick(german)} ${pick(german)} – ${pick(german)} ${i}` },
  { name: 'Polish', locale: 'pl', write: (pick, _, i) => `${pick(polish)} ${pick(polish)} – ${pick(polish)} ${i}` },
  { name: 'Czech', locale: 'cs', write: (pick, _, i) => `${pick(czech)} ${pick(czech)} – ${pick(czech)} ${i}` },
  {
    name: 'Cyrillic',
    locale: 'ru',
    write: (pick, _, i) => `${pick(russian)} ${pick(russian)} – ${pick(russian)} ${i}`,
  },
  { name: 'Cyrillic, №', locale: 'ru', write: (pick, _, i) => `${pick(russian)} «${pick(russian)}» №${i}` },
  { name: 'Greek', locale: 'el', write: (pick, _, i) => `${pick(greek)} ${pick(greek)} ${pick(greek)} ${i}` },
  { name: 'Hebrew', locale: 'he', write: (pick, _, i) => `${pick(hebrew)} ${pick(hebrew)} – ${pick(hebrew)} ${i}` },
  { name: 'Arabic', locale: 'ar', write: (pick, _, i) => `${pick(arabic)} ${pick(arabic)} – ${pick(arabic)} ${i}` },
  {
    name: 'Arabic, own digits',
    locale: 'ar',
    write: (pick, _, i) => `${pick(arabic)} ${pick(arabic)} ${i.toLocaleString('ar-EG', { useGrouping: false })}`,
  },
  { name: 'Thai', locale: 'th', write: (pick, _, i) => `${pick(thai)}${pick(thai)}${pick(thai)} ครั้งที่ ${i}` },
  { name: 'Korean', locale: 'ko', write: (pick, _, i) => `${pick(korean)} ${pick(korean)} ${pick(korean)} ${i}회` },
  {
    name: 'Japanese',
    locale: 'ja',
    write: (pick, _, i) => `${pick(japanese)}${pick(japanese)} 第${i}回 ${pick(japanese)}`,
  },
  {
    name: 'Japanese, number last',
    locale: 'ja',
    hasFewRepeatedWords: true,
    write: (pick, _, i) => `${pick(japanese)}${pick(japanese)}${pick(japanese)}${pick(japanese)} ${i}`,
  },
  { name: 'Chinese', locale: 'zh', write: (pick, _, i) => `${pick(chinese)}${pick(chinese)}——${pick(chinese)}${i}期` },
];

/** Names of a shape, in random order, all different but for chance. */
export function namesOf({ write }: NameShape, length: number): string[] {
  let state = 7;
  const random: Random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return Math.floor(((state >>> 0) / 2 ** 32) * below);
  };
  const pick = (words: readonly string[]) => words[random(words.length)] ?? '';
  const names = Array.from({ length }, (_, index) => write(pick, random, index));
  for (let last = length - 1; last > 0; last--) {
    const other = random(last + 1);
    [names[last], names[other]] = [names[other] ?? '', names[last] ?? ''];
  }
  // As flat strings, which is how a report's names arrive.
  return JSON.parse(JSON.stringify(names)) as string[];
}
