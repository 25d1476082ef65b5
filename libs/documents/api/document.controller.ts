import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Answers, Id, Invalid, Needs, uploadOf } from '#kernel/api';
import { Documents } from './documents.service.ts';
import { DOCUMENT_LOOKS } from './looks.ts';

const ID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const TEXT = { type: 'string' };
const DOCUMENT = {
  type: 'object', required: ['id', 'kind', 'recordId', 'name', 'createdAt', 'versions'],
  properties: {
    id: TEXT, kind: TEXT, recordId: TEXT, name: TEXT, createdAt: TEXT,
    versions: { type: 'array', items: { type: 'object', required: ['revision', 'name', 'type', 'size', 'sha256', 'createdAt'], properties: { revision: { type: 'integer' }, name: TEXT, type: TEXT, size: { type: 'integer' }, sha256: TEXT, createdAt: TEXT } } },
  },
}; // prettier-ignore

/** Files of records; what one may do with them follows the record. */
@Controller('api/v1/documents')
export class DocumentController {
  constructor(private readonly documents: Documents) {}

  /** The files of the record `recordId` of `kind`, the newest first, each with its versions. */
  @Get()
  @Needs()
  @Answers({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: DOCUMENT } } })
  async list(@Query('kind') kind: string, @Query('recordId') recordId: string) {
    return { items: await this.documents.of(...on(kind, recordId)) };
  }

  /** Hangs a file on a record (multipart/form-data, field `file`; at most 25 MB). */
  @Post()
  @Needs()
  @Answers(DOCUMENT)
  add(@Query('kind') kind: string, @Query('recordId') recordId: string, @Req() request: FastifyRequest) {
    return this.documents.add(...on(kind, recordId), () => uploadOf(request, DOCUMENT_LOOKS));
  }

  /** Brings a newer version of a file. */
  @Post(':id/versions')
  @Needs()
  @Answers(DOCUMENT)
  renew(@Id() id: string, @Req() request: FastifyRequest) {
    return this.documents.renew(id, () => uploadOf(request, DOCUMENT_LOOKS));
  }

  /** A version as it was brought; `revision` is its number. */
  @Get(':id/versions/:revision/file')
  @Needs()
  async file(@Id() id: string, @Param('revision') revision: string, @Res() reply: FastifyReply) {
    if (!/^\d{1,4}$/.test(revision)) throw new Invalid([{ pointer: '/revision', code: 'whole-number' }]);
    const { version, bytes } = await this.documents.read(id, Number(revision));
    const plain = version.name.normalize('NFKD').replace(/[^\w.-]+/g, '_');
    return reply
      .header('Content-Type', version.type)
      .header('Content-Disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(version.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)}`)
      .header('Content-Security-Policy', "sandbox; default-src 'none'")
      .send(bytes);
  }

  /** Takes a file with all of its versions off its record. */
  @Delete(':id')
  @HttpCode(204)
  @Needs()
  remove(@Id() id: string) {
    return this.documents.remove(id);
  }
}

function on(kind: unknown, recordId: unknown): [string, string] {
  if (typeof kind !== 'string' || !/^[a-z-]{1,40}$/.test(kind)) throw new Invalid([{ pointer: '/kind', code: 'choice' }]);
  if (typeof recordId !== 'string' || !ID.test(recordId)) throw new Invalid([{ pointer: '/recordId', code: 'reference' }]);
  return [kind, recordId];
}
