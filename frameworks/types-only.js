// The entries for Vue and Svelte contain only types. Bundlers need a module for every import.
export {};
