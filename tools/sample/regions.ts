import { arabic } from './languages/ar.ts';
import { english } from './languages/en.ts';
import { french } from './languages/fr.ts';
import { german } from './languages/de.ts';
import { hebrew } from './languages/he.ts';
import { japanese } from './languages/ja.ts';
import type { Language } from './languages/language.ts';
import { spanish } from './languages/es.ts';

/** The territory of a marketing team. */
export interface Region {
  /** Used in the names of programs. */
  readonly code: string;
  /** The folder that contains its folders per year. */
  readonly folder: 'Global' | 'EMEA' | 'APAC';
  readonly zone: string;
  readonly language: Language;
  readonly cities: readonly [string, ...string[]];
}

export const DACH: Region = {
  code: 'DACH',
  folder: 'EMEA',
  zone: 'Europe/Berlin',
  language: german,
  cities: ['Köln', 'München', 'Zürich', 'Wien', 'Nürnberg'],
};

export const FRANCE: Region = {
  code: 'FR',
  folder: 'EMEA',
  zone: 'Europe/Paris',
  language: french,
  cities: ['Lyon', 'Orléans', 'Besançon', 'Nîmes', 'Saint-Étienne'],
};

export const UK: Region = {
  code: 'UK & Ireland',
  folder: 'EMEA',
  zone: 'Europe/London',
  language: english,
  cities: ['Birmingham', 'Dublin', 'Leeds', 'Cardiff'],
};

export const IBERIA: Region = {
  code: 'Iberia',
  folder: 'EMEA',
  zone: 'Europe/Madrid',
  language: spanish,
  cities: ['Zaragoza', 'A Coruña', 'Málaga', 'Logroño'],
};

export const NORDICS: Region = {
  code: 'Nordics',
  folder: 'EMEA',
  zone: 'Europe/Stockholm',
  language: english,
  cities: ['Malmö', 'Ålesund', 'Tampere', 'Århus'],
};

export const BENELUX: Region = {
  code: 'Benelux',
  folder: 'EMEA',
  zone: 'Europe/Brussels',
  language: french,
  cities: ['Liège', 'Gent', 'Eindhoven'],
};

export const GULF: Region = {
  code: 'Gulf',
  folder: 'EMEA',
  zone: 'Asia/Dubai',
  language: arabic,
  cities: ['دبي', 'الرياض', 'الدوحة'],
};

export const ISRAEL: Region = {
  code: 'Israel',
  folder: 'EMEA',
  zone: 'Asia/Jerusalem',
  language: hebrew,
  cities: ['חיפה', 'תל אביב'],
};

export const JAPAN: Region = {
  code: 'Japan',
  folder: 'APAC',
  zone: 'Asia/Tokyo',
  language: japanese,
  cities: ['名古屋', '大阪', '横浜'],
};

export const GLOBAL: Region = {
  code: 'Global',
  folder: 'Global',
  zone: 'Europe/Amsterdam',
  language: english,
  cities: ['Amsterdam', 'Geneva'],
};
