import { expect } from 'chai';
import { OptionKeys } from '../../src/time-frame/option-keys.ts';

const options = ['Aujourd’hui', 'Hier', 'Cette semaine', 'Cette année', 'Été', 'Tout'].map((text) =>
  Object.assign(document.createElement('button'), { textContent: text }),
);

/** Types keys, each with the time at which it is pressed, and returns the option that has the focus after each of them. */
function type(keys: readonly (readonly [key: string, milliseconds: number])[]): string[] {
  const optionKeys = new OptionKeys('fr');
  let current = options[0]!;
  return keys.map(([key, timeStamp]) => {
    const event = { key, timeStamp } as KeyboardEvent;
    current = (optionKeys.target(event, options, current) as HTMLButtonElement | undefined) ?? current;
    return current.textContent;
  });
}

describe('typing in a list of options', () => {
  it('leads to the next option that begins with the letter, in any case and without accents', () => {
    expect(type([['h', 0]])).to.deep.equal(['Hier']);
    expect(type([['T', 0]])).to.deep.equal(['Tout']);
    expect(type([['e', 0]])).to.deep.equal(['Été']);
  });

  it('leads to an option that begins with several letters, also after a space', () => {
    const keys = Array.from('cette a', (key, index) => [key, index * 100] as const);
    expect(type(keys).at(-1)).to.equal('Cette année');
  });

  it('leads through the options with the same letter if it is repeated', () => {
    const letter = (milliseconds: number) => ['c', milliseconds] as const;
    expect(type([letter(0), letter(100), letter(200)])).to.deep.equal([
      'Cette semaine',
      'Cette année',
      'Cette semaine',
    ]);
  });

  it('starts again after a pause', () => {
    const keys = [
      ['c', 0],
      ['t', 2000],
    ] as const;
    expect(type(keys)).to.deep.equal(['Cette semaine', 'Tout']);
  });

  it('leaves keys to the option that no text begins with', () => {
    const keys = [
      [' ', 0],
      ['z', 100],
      ['Enter', 200],
    ] as const;
    expect(type(keys)).to.deep.equal(['Aujourd’hui', 'Aujourd’hui', 'Aujourd’hui']);
  });
});
