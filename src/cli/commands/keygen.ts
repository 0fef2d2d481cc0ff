// `bezoar keygen`: makes a pair of keys and says which half is for whom.
import { generateKey, type KeyType } from '../../provenance/sign/key.ts';
import { readPassphrase, writeKeyPair } from '../../provenance/sign/key-files.ts';
import { visible } from '../../text/visible.ts';
import type { InForce } from '../flags.ts';
import { print } from '../terminal.ts';

export async function runKeygen(name: string | undefined, set: InForce): Promise<number> {
  const passphrase = await readPassphrase(set.text('passphraseFile'));
  const key = generateKey(set.text('keyType') as KeyType);
  const files = await writeKeyPair(name ?? 'bezoar', key, { passphrase, force: set.on('replaceKeys') });
  if (set.on('quiet')) return 0;
  const lines = [
    `  private  ${visible(files.privateKey)}  for you alone; keep it out of the data and of version control`,
    `  public   ${visible(files.publicKey)}  for everybody who verifies; publish it where the data cannot change it`,
    `  id       ${key.public.id}  ${key.public.type}`,
    '',
    passphrase === undefined
      ? 'The private key has no passphrase: whoever reads the file can sign as you.'
      : 'The private key is encrypted: signing needs the passphrase.',
  ];
  await print(lines.join('\n'));
  return 0;
}
