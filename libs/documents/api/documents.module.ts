import { Module } from '@nestjs/common';
import { DocumentController } from './document.controller.ts';
import { DocumentSweep } from './document-sweep.service.ts';
import { Documents } from './documents.service.ts';
import { Vault } from './vault.ts';

/** Files that hang on records. */
@Module({ controllers: [DocumentController], providers: [Documents, DocumentSweep, Vault], exports: [Documents, DocumentSweep, Vault] })
export class DocumentsModule {}
