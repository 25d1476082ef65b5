import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { Id, Invalid, Needs, Version } from '#kernel/api';
import { NewView, View, ViewChange, ViewDefault } from '#views/model';
import { ViewService } from './view.service.ts';

@Controller('api/v1/views')
export class ViewController {
  constructor(private readonly views: ViewService) {}

  /** The views of one list: one's own, the team's and everybody's; and which of them one finds the list in. */
  @Get()
  @Needs(View.may.read)
  list(@Query('list') list?: string) {
    if (!list) throw new Invalid([{ pointer: '/list', code: 'required' }]);
    return this.views.of(list);
  }

  @Post()
  @Needs(View.may.create)
  create(@Body() body: NewView) {
    return this.views.create(body);
  }

  /** The view one finds a list in. */
  @Put('default')
  @HttpCode(204)
  @Needs(View.may.read)
  prefer(@Body() body: ViewDefault) {
    return this.views.prefer(body);
  }

  @Patch(':id')
  @Needs(View.may.update)
  update(@Id() id: string, @Version() version: number, @Body() body: ViewChange) {
    return this.views.update(id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Needs(View.may.delete)
  remove(@Id() id: string, @Version() version: number) {
    return this.views.remove(id, version);
  }
}
