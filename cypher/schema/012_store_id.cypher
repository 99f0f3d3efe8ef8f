// The store describes itself in one node, which is also the writer's lock.
// No parameters.
CREATE CONSTRAINT store_id IF NOT EXISTS FOR (store:Store) REQUIRE store.id IS UNIQUE
