create table if not exists orders (
  id serial primary key,
  item text not null
);
