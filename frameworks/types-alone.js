// The entry points for frameworks contain only types. Bundlers need a module for each of them.
export {};
