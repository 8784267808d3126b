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
  /** The workspace that contains its campaigns. */
  readonly workspace: 'Default' | 'France' | 'Japan';
  /** The countries of its people. A country that is repeated has more people. */
  readonly countries: readonly [string, ...string[]];
}

export const DACH: Region = {
  code: 'DACH',
  folder: 'EMEA',
  zone: 'Europe/Berlin',
  language: german,
  cities: ['Köln', 'München', 'Zürich', 'Wien', 'Nürnberg'],
  workspace: 'Default',
  countries: ['Germany', 'Germany', 'Germany', 'Austria', 'Switzerland'],
};

export const FRANCE: Region = {
  code: 'FR',
  folder: 'EMEA',
  zone: 'Europe/Paris',
  language: french,
  cities: ['Lyon', 'Orléans', 'Besançon', 'Nîmes', 'Saint-Étienne'],
  workspace: 'France',
  countries: ['France'],
};

export const UK: Region = {
  code: 'UK & Ireland',
  folder: 'EMEA',
  zone: 'Europe/London',
  language: english,
  cities: ['Birmingham', 'Dublin', 'Leeds', 'Cardiff'],
  workspace: 'Default',
  countries: ['United Kingdom', 'United Kingdom', 'United Kingdom', 'Ireland'],
};

export const IBERIA: Region = {
  code: 'Iberia',
  folder: 'EMEA',
  zone: 'Europe/Madrid',
  language: spanish,
  cities: ['Zaragoza', 'A Coruña', 'Málaga', 'Logroño'],
  workspace: 'Default',
  countries: ['Spain', 'Spain', 'Portugal'],
};

export const NORDICS: Region = {
  code: 'Nordics',
  folder: 'EMEA',
  zone: 'Europe/Stockholm',
  language: english,
  cities: ['Malmö', 'Ålesund', 'Tampere', 'Århus'],
  workspace: 'Default',
  countries: ['Sweden', 'Norway', 'Finland', 'Denmark'],
};

export const BENELUX: Region = {
  code: 'Benelux',
  folder: 'EMEA',
  zone: 'Europe/Brussels',
  language: french,
  cities: ['Liège', 'Gent', 'Eindhoven'],
  workspace: 'France',
  countries: ['Belgium', 'Belgium', 'Netherlands', 'Luxembourg'],
};

export const GULF: Region = {
  code: 'Gulf',
  folder: 'EMEA',
  zone: 'Asia/Dubai',
  language: arabic,
  cities: ['دبي', 'الرياض', 'الدوحة'],
  workspace: 'Default',
  countries: ['United Arab Emirates', 'Saudi Arabia', 'Qatar'],
};

export const ISRAEL: Region = {
  code: 'Israel',
  folder: 'EMEA',
  zone: 'Asia/Jerusalem',
  language: hebrew,
  cities: ['חיפה', 'תל אביב'],
  workspace: 'Default',
  countries: ['Israel'],
};

export const JAPAN: Region = {
  code: 'Japan',
  folder: 'APAC',
  zone: 'Asia/Tokyo',
  language: japanese,
  cities: ['名古屋', '大阪', '横浜'],
  workspace: 'Japan',
  countries: ['Japan'],
};

export const GLOBAL: Region = {
  code: 'Global',
  folder: 'Global',
  zone: 'Europe/Amsterdam',
  language: english,
  cities: ['Amsterdam', 'Geneva'],
  workspace: 'Default',
  countries: ['Germany', 'France', 'United Kingdom', 'Spain', 'Netherlands', 'Sweden', 'Japan', 'Switzerland', 'Italy'],
};

export const REGIONS: readonly Region[] = [DACH, FRANCE, UK, IBERIA, NORDICS, BENELUX, GULF, ISRAEL, JAPAN, GLOBAL];
