import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

interface Mailgen {
  generate(email: unknown): string;
}

type MailgenConstructor = new (options: unknown) => Mailgen;

/** Real emails by name: the templates of Foundation for Emails with a style sheet, and those of Mailgen with inline styles. */
export function realEmails(): ReadonlyMap<string, string> {
  return new Map([...foundationEmails(), ...mailgenEmails()]);
}

function foundationEmails(): [string, string][] {
  const folder = dirname(require.resolve('foundation-emails/package.json'));
  const sheet = readFileSync(join(folder, 'dist', 'foundation-emails.min.css'), 'utf8');
  return readdirSync(join(folder, '.templates'))
    .filter((name) => name.endsWith('.html'))
    .map((name) => {
      const html = readFileSync(join(folder, '.templates', name), 'utf8');
      return [
        `foundation-emails ${name}`,
        html.replace(/<link [^>]*foundation-emails\.css"[^>]*>/, () => `<style>${sheet}</style>`),
      ];
    });
}

function mailgenEmails(): [string, string][] {
  const Generator = require('mailgen') as MailgenConstructor;
  return ['default', 'neopolitan', 'salted', 'cerberus'].map((theme) => {
    const product = { name: 'Example', link: 'https://www.example.com/', copyright: 'Example' };
    return [`mailgen ${theme}`, new Generator({ theme, product }).generate({ body: order })];
  });
}

const order = {
  name: 'Ada',
  intro: ['Your order has been processed.', 'It will be with you on Monday.'],
  table: {
    data: [
      { item: 'Chair', description: 'Of beech, oiled', price: '€ 310' },
      { item: 'Table', description: 'Of oak, for six', price: '€ 980' },
    ],
    columns: { customWidth: { item: '20%', price: '15%' }, customAlignment: { price: 'right' } },
  },
  dictionary: { date: '11 June', address: '12 Harbour Street' },
  action: {
    instructions: 'You can see the status of your order here:',
    button: { color: '#3869D4', text: 'See the order', link: 'https://www.example.com/order' },
  },
  outro: 'Thank you for your purchase.',
};
