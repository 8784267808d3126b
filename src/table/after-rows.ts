// The parts of a table that load after its first rows, in one request.
import './show-all-rows.ts';

export { RowNotes } from './row-notes.ts';
