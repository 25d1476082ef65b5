import { Module } from '@nestjs/common';
import { SumsController } from './sums.controller.ts';
import { ViewController } from './view.controller.ts';
import { ViewService } from './view.service.ts';

/** Views of lists, and what their numbers add up to. */
@Module({ controllers: [SumsController, ViewController], providers: [ViewService] })
export class ViewsModule {}
