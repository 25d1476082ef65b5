import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database, Events } from '#kernel/api';
import { RecordErased } from '#kernel/model';

/** Ways to sign in, and devices, of somebody who is nobody any more. */
const OWN = ['credential', 'password_token', 'totp', 'recovery_code', 'passkey', 'identity', 'known_device', 'waiting_sign_in'];

/** Forgets how a user signed in, and from where, when the user is erased. */
@Injectable()
export class ErasedUsers implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly events: Events,
  ) {}

  onModuleInit(): void {
    this.events.within(RecordErased, async ({ kind, id }) => {
      if (kind !== 'user') return;
      for (const table of OWN) await this.db.write(`DELETE FROM \`${table}\` WHERE \`userId\` = ?`, [id]);
      await this.db.write('UPDATE `session` SET `device` = NULL, `address` = NULL WHERE `userId` = ?', [id]);
      await this.db.write("UPDATE `api_key` SET `name` = '' WHERE `userId` = ?", [id]);
    });
  }
}
