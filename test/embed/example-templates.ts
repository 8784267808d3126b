import { parseTemplate, TmplAstElement } from '@angular/compiler';
import { compile, parse as parseSvelte, type AST } from 'svelte/compiler';
import { compileScript, compileTemplate, parse as parseVue, type SFCTemplateBlock } from 'vue/compiler-sfc';
import { elementNames, unknownNames } from './element-names.ts';

type VueElement = Extract<NonNullable<SFCTemplateBlock['ast']>['children'][number], { tag: string }>;

/** The names that a template sets on the element, by kind. */
interface Bindings {
  readonly attributes: string[];
  readonly properties: string[];
  readonly events: string[];
}

function unknownBindings(bindings: Bindings | undefined): string[] {
  if (!bindings) return [`no <${elementNames.tag}>`];
  return [
    ...unknownNames('attribute', bindings.attributes),
    ...unknownNames('property', bindings.properties),
    ...unknownNames('event', bindings.events),
  ];
}

/** Compiles a single-file component. */
export function checkVue(code: string): { readonly script: string; readonly problems: string[] } {
  const { descriptor, errors } = parseVue(code);
  const { bindings: bindingMetadata } = compileScript(descriptor, { id: 'docs' });
  const template = compileTemplate({
    ...{ id: 'docs', filename: 'docs.vue', source: descriptor.template?.content ?? '' },
    compilerOptions: {
      isCustomElement: (tag: string) => tag === elementNames.tag,
      ...(bindingMetadata && { bindingMetadata }),
    },
  });
  const element = descriptor.template?.ast?.children.find(
    (node): node is VueElement => 'tag' in node && node.tag === elementNames.tag,
  );
  const bound = (kind: string) =>
    (element?.props ?? []).flatMap((prop) =>
      'exp' in prop && prop.name === kind && prop.arg && 'content' in prop.arg ? [prop.arg.content] : [],
    );
  const bindings = element && {
    attributes: element.props.flatMap((prop) => ('value' in prop ? [prop.name] : [])),
    properties: bound('bind'),
    events: bound('on'),
  };
  return {
    script: descriptor.scriptSetup?.content ?? '',
    problems: [...[...errors, ...template.errors].map(String), ...unknownBindings(bindings)],
  };
}

/** Compiles a component. */
export function checkSvelte(code: string): { readonly script: string; readonly problems: string[] } {
  const { warnings } = compile(code, { filename: 'Docs.svelte', generate: 'client' });
  const { fragment } = parseSvelte(code, { modern: true });
  const element = fragment.nodes.find(
    (node): node is AST.RegularElement => node.type === 'RegularElement' && node.name === elementNames.tag,
  );
  const attributes = (element?.attributes ?? []).filter((attribute) => attribute.type === 'Attribute');
  const names = attributes.map(({ name }) => name);
  const isText = ({ value }: AST.Attribute) => Array.isArray(value) && value.every(({ type }) => type === 'Text');
  const events = names.filter((name) => /^on[a-z]+-/.test(name));
  const texts = attributes.filter(isText).map(({ name }) => name);
  const bindings = {
    attributes: texts,
    properties: names.filter((name) => !events.includes(name) && !texts.includes(name)),
    events: events.map((name) => name.slice(2)),
  };
  const [, script = ''] = /<script[^>]*>([^]*?)<\/script>/.exec(code) ?? [];
  return {
    script,
    problems: [...warnings.map(({ message }) => message), ...unknownBindings(element ? bindings : undefined)],
  };
}

/** Parses the template of an Angular component. */
export function checkAngular(code: string): string[] {
  const [, template = ''] = /template: `([^]*?)`/.exec(code) ?? [];
  const { errors, nodes } = parseTemplate(template, 'docs.html');
  const element = nodes.find(
    (node): node is TmplAstElement => node instanceof TmplAstElement && node.name === elementNames.tag,
  );
  const namesOf = (named: readonly { readonly name: string }[]) => named.map(({ name }) => name);
  const bindings = element && {
    attributes: namesOf(element.attributes),
    properties: namesOf(element.inputs),
    events: namesOf(element.outputs),
  };
  return [...(errors ?? []).map(({ msg }) => msg), ...unknownBindings(bindings)];
}
