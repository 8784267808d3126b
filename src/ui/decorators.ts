import type { PropertyDeclaration, ReactiveElement } from 'lit';

/*
 * Lit's own decorators also support standard decorators, which would take 1 % of the first screen.
 */

/** A decorator of a field, or of an accessor, which it replaces. */
type MemberDecorator = (prototype: object, name: string) => void;

/** Returns the name of a property's attribute: `min-date` for `minDate`. */
export const toAttribute = (property: string) => property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Declares a property whose changes update the element. Its attribute is in kebab case. Lit documents the options. */
export function property(options?: PropertyDeclaration): MemberDecorator {
  return (prototype, name) => {
    const isAccessor = Object.hasOwn(prototype, name);
    (prototype.constructor as typeof ReactiveElement).createProperty(name, {
      attribute: toAttribute(name),
      ...options,
    });
    return isAccessor ? Object.getOwnPropertyDescriptor(prototype, name) : undefined;
  };
}

/** Declares internal state whose changes update the element. */
export const state = (): MemberDecorator => property({ state: true });

/** Makes a field return the first element in the shadow root that matches a selector. */
export function query(selector: string): MemberDecorator {
  return () => ({
    get(this: ReactiveElement): Element | null {
      return (this.renderRoot as ParentNode | undefined)?.querySelector(selector) ?? null;
    },
  });
}
