// What a framework's door brings is types; bundlers want a module behind every import.
export {};
