import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { DiscoveryModule, NestFactory } from '@nestjs/core';
import { expect, it } from 'vitest';
import { checkRoutes, Public } from '#kernel/api';

@Controller('spec')
class Marked {
  @Get('fine')
  @Public()
  fine() {
    return {};
  }
}
@Controller('spec')
class Forgotten {
  @Get('open')
  open() {
    return {};
  }
}
@Module({ imports: [DiscoveryModule], controllers: [Marked] })
class Good {}
@Module({ imports: [DiscoveryModule], controllers: [Marked, Forgotten] })
class Bad {}

it('Z1: a route that says neither what it needs nor that it is public stops the start', async () => {
  const [good, bad] = [await NestFactory.createApplicationContext(Good, { logger: false }), await NestFactory.createApplicationContext(Bad, { logger: false })];
  expect(() => checkRoutes(good)).not.toThrow();
  expect(() => checkRoutes(bad)).toThrow('GET /spec/open (Forgotten.open)');
});
