import type { DiffMessages } from '../../src/language/diff-messages.ts';
import { type Language, messagesIn } from '../../src/language/languages.ts';

/** A language that policies are written in, with words to make sentences of, and what notices say in it. */
export type Tongue = {
  readonly locale: Language;
  readonly messages: DiffMessages;
  readonly subjects: readonly string[];
  readonly verbs: readonly string[];
  readonly objects: readonly string[];
  readonly ends: readonly string[];
  readonly space: string;
  readonly stop: string;
  readonly colon: string;
  readonly never: string;
  readonly may: string;
  readonly no: string;
  readonly yes: string;
};

/** Five languages: with capitals, with capital nouns, with two scripts without spaces, and from right to left. */
export const TONGUES: readonly Tongue[] = [
  tongue('en', {
    subjects: ['We', 'Our partners', 'The providers', 'Your bank', 'Our staff', 'The court', 'Acme'],
    verbs: ['keep', 'print', 'read', 'copy', 'share', 'store', 'check', 'delete', 'move', 'sort'],
    objects: [
      'your letters',
      'the invoices',
      'all names',
      'payment details',
      'the photos',
      'your notes',
      'old logs',
      'the maps',
    ],
    ends: [
      'for 30 days',
      'in Sweden',
      'after the last use',
      'at night',
      'with care',
      'upon request',
      'by hand',
    ],
    ...{ space: ' ', stop: '.', colon: ':', never: 'We never', may: 'We may', no: 'No', yes: 'Yes' },
  }),
  tongue('de', {
    subjects: ['Wir', 'Unsere Partner', 'Die Anbieter', 'Ihre Bank', 'Das Gericht', 'Die Firma Acme'],
    verbs: ['speichern', 'drucken', 'lesen', 'kopieren', 'teilen', 'prüfen', 'löschen', 'sortieren'],
    objects: ['Ihre Briefe', 'die Rechnungen', 'alle Namen', 'die Fotos', 'Ihre Notizen', 'alte Protokolle'],
    ends: [
      '30 Tage lang',
      'in Schweden',
      'nach dem letzten Gebrauch',
      'bei Nacht',
      'mit Sorgfalt',
      'von Hand',
    ],
    ...{ space: ' ', stop: '.', colon: ':', never: 'Niemals', may: 'Manchmal', no: 'Nein', yes: 'Ja' },
  }),
  tongue('zh-Hans', {
    subjects: ['我们', '合作伙伴', '服务商', '您的银行', '法院', '员工'],
    verbs: ['保存', '打印', '阅读', '复制', '共享', '检查', '删除', '整理'],
    objects: ['您的信件', '发票', '所有姓名', '付款信息', '照片', '笔记', '旧日志'],
    ends: ['三十天', '在瑞典', '最后使用之后', '在夜间', '小心地', '应要求'],
    ...{ space: '', stop: '。', colon: '：', never: '我们绝不', may: '我们可能', no: '否', yes: '是' },
  }),
  tongue('ja', {
    subjects: ['当社は', '提携先は', '銀行は', '裁判所は', '担当者は'],
    verbs: ['手紙を', '請求書を', '氏名を', '写真を', 'メモを', '記録を'],
    objects: ['三十日間', 'スウェーデンで', '夜間に', '慎重に', '手作業で', '依頼により'],
    ends: ['保存します', '印刷します', '読みます', '複製します', '確認します', '削除します', '整理します'],
    ...{
      space: '',
      stop: '。',
      colon: '：',
      never: '当社が行わないこと',
      may: '当社が行うこと',
      no: 'いいえ',
      yes: 'はい',
    },
  }),
  tongue('ar', {
    subjects: ['نحن', 'شركاؤنا', 'المزودون', 'مصرفك', 'المحكمة', 'الموظفون'],
    verbs: ['نحفظ', 'نطبع', 'نقرأ', 'ننسخ', 'نشارك', 'نفحص', 'نحذف'],
    objects: ['رسائلك', 'الفواتير', 'كل الأسماء', 'الصور', 'ملاحظاتك', 'السجلات القديمة'],
    ends: ['لمدة 30 يوما', 'في السويد', 'بعد آخر استخدام', 'ليلا', 'بعناية', 'عند الطلب'],
    ...{ space: ' ', stop: '.', colon: ':', never: 'لا نفعل أبدا', may: 'قد نفعل', no: 'لا', yes: 'نعم' },
  }),
];

function tongue(locale: Language, words: Omit<Tongue, 'locale' | 'messages'>): Tongue {
  return { locale, messages: messagesIn(locale).diff, ...words };
}
