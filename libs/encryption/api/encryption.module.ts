import { Module } from '@nestjs/common';
import { Encryption } from './encryption.service.ts';
import { KeysController } from './keys.controller.ts';
import { Resealing } from './resealing.ts';
import { Rotations } from './rotations.service.ts';

/** Keys, and what they encrypt. */
@Module({ controllers: [KeysController], providers: [Encryption, Resealing, Rotations], exports: [Encryption, Rotations, Resealing] })
export class EncryptionModule {}
