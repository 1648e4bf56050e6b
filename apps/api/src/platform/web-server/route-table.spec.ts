import { RouteTable } from './route-table';

describe('The table of routes', () => {
  const routes = new RouteTable();
  routes.add('GET', '/api/models');
  routes.add(['POST', 'GET'], '/api/chats/:id');
  routes.add('DELETE', '/api/chats/:id');
  routes.add('PUT', '/api/chats/all');
  routes.add('PATCH', '/api/a.b/:one/c');
  routes.add('GET', '/*');
  routes.add('OPTIONS', '*');

  it.each([
    ['/api/models', 'GET'],
    ['/api/models?limit=1#x', 'GET'],
    ['/api/chats/7', 'DELETE GET POST'],
    ['/api/chats/%2f?a=/b', 'DELETE GET POST'],
    ['/api/chats/all', 'DELETE GET POST PUT'],
    ['/api/a.b/1/c', 'PATCH'],
    ['/api/axb/1/c', ''],
    ['/api/chats/', ''],
    ['/api/chats/7/8', ''],
    ['/api/models/', ''],
    ['/x/api/models', ''],
    ['/', ''],
    ['', ''],
    ['*', ''],
    ['/api/models\n', ''],
  ])('knows the methods of %j: %s', (address, methods) => {
    expect(routes.methodsOf(address).join(' ')).toBe(methods);
  });
});
