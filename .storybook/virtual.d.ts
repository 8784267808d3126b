/// <reference types="vite/client" />

declare module 'virtual:custom-elements-manifest' {
  interface Described {
    readonly name: string;
    readonly description: string;
    readonly default?: string;
    readonly type?: { readonly text: string };
  }

  interface DescribedElement {
    readonly tagName: string;
    readonly attributes: readonly (Described & { readonly fieldName: string })[];
    readonly members: readonly (Described & { readonly kind: 'field' | 'method' })[];
    readonly events: readonly Described[];
    readonly slots: readonly Described[];
    readonly cssProperties: readonly Described[];
    readonly cssParts: readonly Described[];
    readonly cssStates: readonly Described[];
  }

  const manifest: { readonly modules: readonly { readonly declarations: readonly DescribedElement[] }[] };
  export default manifest;
}

declare module '*.mdx' {
  const page: () => unknown;
  export default page;
}
