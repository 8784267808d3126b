import { join } from 'node:path';
import { importFiles } from '../../service/import/import-files.ts';
import { writeSample, type SampleOptions } from './write-sample.ts';

/**
 * Writes a sample and imports it into a database.
 * @param database the absolute path of the database file
 */
export async function createSampleDatabase(database: string, options: SampleOptions): Promise<void> {
  const { directory } = options;
  console.error(`Writing a sample of ${options.activities.toLocaleString('en')} email activities …`);
  const { extracts } = await writeSample(options);
  await importFiles({
    database,
    directory,
    extracts: [...extracts],
    campaigns: [join(directory, 'campaigns.json')],
    folders: [join(directory, 'folders.json')],
    emails: [join(directory, 'emails')],
    rejects: undefined,
    onProgress: (message) => console.error(message),
  });
}
