import { requestAttacks } from './request-attacks.ts';
import { scriptAttacks } from './script-attacks.ts';

/**
 * Attacks that the preview must block: HTML that sends a request, runs a script or navigates.
 * In the HTML, `SINK` is a URL that records requests, `SOCKET` one that records connections, and `RUN` is code that
 * reports that it ran.
 */
export interface Attack {
  readonly name: string;
  readonly html: string;
}

/** Links and buttons that navigate when they are clicked. Each fills the upper left corner of its frame. */
export const links: Readonly<Record<string, string>> = (() => {
  const box = 'style="display:block;width:200px;height:80px;background:silver"';
  return {
    'a-href': `<a href="SINK" ${box}>a</a>`,
    'a-blank': `<a href="SINK" target="_blank" rel="opener" ${box}>a</a>`,
    'a-top': `<a href="SINK" target="_top" ${box}>a</a>`,
    'a-ping': `<a href="SINK" ping="SINK" ${box}>a</a>`,
    'a-base': `<base href="SINK/"><a href="b" ${box}>a</a>`,
    'a-picture': `<a href="SINK"><img ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a>`,
    area: `<img usemap="#m" ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="><map name="m"><area href="SINK" coords="0,0,200,80"></map>`,
    'svg-a': `<svg width="200" height="80"><a href="SINK"><rect width="200" height="80"/></a></svg>`,
    'form-button': `<form action="SINK"><button name="b" ${box}>a</button></form>`,
    'button-formaction': `<form><button formaction="SINK" formmethod="post" ${box}>a</button></form>`,
    'input-image-form': `<form action="SINK"><input type="image" ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></form>`,
  };
})();

const entriesOf = (groups: Readonly<Record<string, Readonly<Record<string, string>>>>): readonly Attack[] =>
  Object.values(groups).flatMap((group) => Object.entries(group).map(([name, html]) => ({ name, html })));

export const calls = entriesOf(requestAttacks);
export const scripts = entriesOf(scriptAttacks);

export interface Addresses {
  /** Such as `127.0.0.2:80`. */
  readonly httpHost: string;
  readonly tcpHost: string;
}

/** Fills in the URLs of an attack. Each contains the name of the attack. */
export function aimAttack({ name, html }: Attack, { httpHost, tcpHost }: Addresses): string {
  return html
    .replaceAll('SINK_WITHOUT_SCHEME', `//${httpHost}/${name}`)
    .replaceAll('SINK_HOST', `${httpHost}/${name}`)
    .replaceAll('SINK', `http://${httpHost}/${name}`)
    .replaceAll('SOCKET', `http://${tcpHost}/${name}`)
    .replaceAll('RUN', 'top.postMessage(`NAME`,`*`)')
    .replaceAll('NAME', name);
}
