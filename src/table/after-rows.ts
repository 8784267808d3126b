// What a table loads by itself after its first rows, in one request.
import './show-all-rows.ts';

export { RowNotes } from './row-notes.ts';
