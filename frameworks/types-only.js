// The entries for frameworks contain only types. Bundlers need a module for every import.
export {};
