import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DumpFault, DumpReader, type Statement } from './dump-reader.ts';
import { ruling, type Ruling } from './dump-rules.ts';

const TRIGGER = "CREATE TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` FOR EACH ROW BEGIN SIGNAL SQLSTATE '45000'; END";
const known = { tables: new Set(['contact', 'audit']), triggers: new Map([['audit_no_update', TRIGGER]]) };
async function* pieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(text: string, size = 1 << 20): Promise<{ statements: Statement[]; complete: boolean }> {
  const reader = new DumpReader();
  const statements: Statement[] = [];
  for await (const statement of reader.statements(pieces(text, size))) statements.push(statement);
  return { statements, complete: reader.complete };
}
const judge = async (text: string): Promise<Ruling[]> => (await read(text)).statements.map((statement) => ruling(statement, known));
const OPENING = '/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19\n\n';

describe('a dump', () => {
  it('B10: is taken apart at the same places however it is cut into pieces', async () => {
    const text = `${OPENING}/*!40101 SET NAMES utf8mb4 */;\nINSERT INTO \`contact\` VALUES\n('a;b\\'c''d -- no /* no',NULL,0xAB),\n('–','',1.5e-3);\nDELIMITER ;;\nCREATE x; y ;;\nDELIMITER ;\n# c ; d\nUNLOCK TABLES;\n-- Dump completed on today\n`;
    const { statements: whole, complete } = await read(text);
    expect(complete).toBe(true);
    expect(whole.map(({ line, text: own }) => [line, own.slice(0, 12)])).toEqual([[4, '/*!40101 SET'], [5, 'INSERT INTO '], [9, 'CREATE x; y'], [12, 'UNLOCK TABLE']]);
    for (const size of [1, 3, 17, 130]) expect((await read(text, size)).statements).toEqual(whole);
  });

  it('B10: never lets a value out of its quotes', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary' }), async (value) => {
      const quoted = `'${value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\0', '\\0')}'`;
      const [only, ...more] = await judge(`INSERT INTO \`contact\` VALUES (1,${quoted},NULL);\n`);
      expect(more).toEqual([]);
      expect(only?.kind).toBe('insert');
    })); // prettier-ignore
  });

  it('B10: that is cut has no end', async () => {
    expect((await read('UNLOCK TABLES;\n-- Dump completed')).complete).toBe(true);
    expect((await read('-- Dump completed\nUNLOCK TABLES;\n')).complete).toBe(false);
    await expect(read("INSERT INTO `contact` VALUES ('a")).rejects.toThrow(/Line 1: the statement has no end/);
  });

  it('B10: has its triggers made by our own statement, without a definer', async () => {
    const [made] = await judge(`DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=\`root\`@\`%\`*/ /*!50003 TRIGGER ${TRIGGER.slice('CREATE TRIGGER '.length)} */;;\nDELIMITER ;\n`);
    expect(made).toEqual({ kind: 'trigger', name: 'audit_no_update', text: TRIGGER });
  });

  const HOSTILE: Record<string, string> = {
    'a command for the client': '\\! touch /tmp/owned\n;', 'a command in a word': 'system touch /tmp/owned;', 'another file': 'source /etc/passwd;', 'a file by a sign': '\\. /etc/passwd\n;',
    'another database': 'USE mysql;', 'a table of another database': 'INSERT INTO `mysql`.`user` VALUES (1);', 'a qualified name in one': 'INSERT INTO `mysql.user` VALUES (1);',
    'an unknown table': 'INSERT INTO `other` VALUES (1);', 'a new user': "CREATE USER 'x'@'%';", 'a right': "GRANT ALL ON *.* TO 'x'@'%';", 'a file that is read': "LOAD DATA INFILE '/etc/passwd' INTO TABLE `contact`;",
    'a file in a value': "INSERT INTO `contact` VALUES (LOAD_FILE('/etc/passwd'));", 'a file that is written': "SELECT 1 INTO OUTFILE '/tmp/x';", 'rows of another table': 'INSERT INTO `contact` SELECT * FROM `audit`;',
    'a query as a value': 'INSERT INTO `contact` VALUES ((SELECT 1));', 'a variable as a value': 'INSERT INTO `contact` VALUES (@@datadir);', 'an update behind it': 'INSERT INTO `contact` VALUES (1) ON DUPLICATE KEY UPDATE `id` = 2;',
    'code in a comment': 'INSERT INTO `contact` VALUES (1) /*!50000 , (2) */;', 'MariaDB code in a comment': 'INSERT INTO `contact` VALUES (1) /*M!100000 , (2) */;', 'a setting of the server': 'SET GLOBAL general_log = 1;',
    'a mode that ends texts elsewhere': "/*!40101 SET SQL_MODE='NO_BACKSLASH_ESCAPES' */;", 'another character set': 'SET NAMES gbk;', 'a procedure': 'CREATE PROCEDURE `p`() SELECT 1;', 'an event': 'CREATE EVENT `e` ON SCHEDULE EVERY 1 DAY DO SELECT 1;',
    'a view': 'CREATE VIEW `contact` AS SELECT 1;', 'a table from a query': 'CREATE TABLE `contact` (`id` int) ENGINE=InnoDB AS SELECT 1;', 'an engine that reads elsewhere': "CREATE TABLE `contact` (`id` int(11)) ENGINE=FEDERATED CONNECTION='mysql://x';",
    'a folder of its own': "CREATE TABLE `contact` (`id` int(11)) ENGINE=InnoDB DATA DIRECTORY='/tmp';", 'a reference to another database': 'CREATE TABLE `contact` (`id` int(11), FOREIGN KEY (`id`) REFERENCES `mysql`.`user` (`id`)) ENGINE=InnoDB;',
    'a trigger of another': 'DELIMITER ;;\n/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`%`*/ /*!50003 TRIGGER `audit_no_update` BEFORE UPDATE ON `audit` FOR EACH ROW BEGIN DELETE FROM mysql.user; END */;;\n', 'a plugin': "INSTALL PLUGIN x SONAME 'x.so';",
    'a statement put together': "PREPARE s FROM 'DROP DATABASE x';", 'a function': 'DO SLEEP(1);', 'another delimiter': 'DELIMITER $$\nSELECT 1$$\n', 'rows that go': 'DELETE FROM `contact`;', 'a table that is renamed': 'RENAME TABLE `contact` TO `x`;', 'a lock on everything': 'FLUSH TABLES WITH READ LOCK;',
  }; // prettier-ignore
  it.each(Object.keys(HOSTILE))('B10: with %s is refused, and the line is told', async (what) => {
    const hidden = `${OPENING}/*!40101 SET NAMES utf8mb4 */;\n${HOSTILE[what]}\n`;
    const fault = await judge(hidden).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DumpFault);
    expect((fault as DumpFault).line).toBeGreaterThanOrEqual(5);
  });
});
