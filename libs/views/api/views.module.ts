import { Module } from '@nestjs/common';
import { ViewController } from './view.controller.ts';
import { ViewService } from './view.service.ts';

/** Views of lists. */
@Module({ controllers: [ViewController], providers: [ViewService] })
export class ViewsModule {}
