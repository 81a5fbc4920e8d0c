/* The embedded engine's search, from its two ends to the ground where chains are looked for, as machine code.

   Invariant: it finds what graph/fronts.py, graph/ground.py and graph/prospects.py find. It owns no memory but the
   ways of a search; every array is Python's, which gives it long enough and keeps it until the search is left. */

#ifndef THROUGHLINE_KERNEL_H
#define THROUGHLINE_KERNEL_H

#include <stdint.h>

enum { FORM = 1 }; /* of what stands here and what it does: a change takes the next number; graph/compiled/kernel.py too */
enum { MOST_HOPS = 12 };

typedef struct { /* graph/layer.py; rows is null where every entity has a row, out where no hop was taken out */
    const int32_t *rows, *cuts, *packed, *hull, *first, *last;
    const uint8_t *out;
    int64_t row_count, cut_count, number;
} Layer;

typedef struct { /* graph/store.py: HopFilter; predicates is a bit for each */
    uint64_t predicates, types;
    int64_t level, flags, dayed, day, through_hubs;
} Wanted;

typedef struct { /* what one side knows; upto: how many were reached within so many hops */
    const int64_t *ends;
    uint8_t *known;
    int32_t *reached, *going;
    int64_t end_count, radius, going_first, going_count, cost, upto[MOST_HOPS + 2];
} Side;

typedef struct { int64_t start, end, hop, along, through; } Way;

typedef struct { /* one search; is_between: its last hop leads from what one side knows to what the other does. Where
   both sides have more than `dear` entries at their border, neither reads them; a row is looked up in where it has more
   than `halved` entries for each one asked for; of a budget so many entities reached cost one of its `steps` as
   `a_step` says */
    const Layer *layers;
    const uint64_t *types;
    const int64_t *no_step;
    int32_t *meeting, *taken, *place;
    Way *ways;
    int64_t size, layer_count, standings, no_step_count, dear, halved, a_step, met, is_between, steps, way_count, way_room;
    Wanted wanted;
    Side ahead, behind;
} Search;

typedef struct { /* the ways of a ground, as graph/prospects.py has them */
    const int64_t *start, *end, *row;
    const uint8_t *through, *weak, *arrival, *refused;
    const int32_t *origins, *ending;
    int64_t places, count, hops;
} Ground;

/* Which form the structures have, and how long the longest is, which the other side may have counted otherwise. */
int64_t throughline_form(void);

/* Stand at both ends, with nothing reached beyond them. */
void throughline_begin(Search *search);

/* Reach nothing any more, and let the ways go. */
void throughline_leave(Search *search);

/* Go on until walks of so many hops have their middle between the sides. */
void throughline_reach(Search *search, int64_t hops);

/* How many hops apart the ends are over hops that are wanted; -1: more than so many. */
int64_t throughline_apart(Search *search, int64_t most);

/* The ways of all walks of as many hops as the sides have gone, some of them twice; how many; -1: no memory is left. */
int64_t throughline_find_ways(Search *search);

/* The ends of the ways, each once, in room for two a way; how many. */
int64_t throughline_ends_of_ways(const Search *search, int32_t *entities);

/* The ways by column, their ends as places among the entities. */
void throughline_columns(const Search *search, const int64_t *entities, int64_t count, int64_t *start, int64_t *end,
                         int64_t *hop, uint8_t *along, uint8_t *through);

/* The ways by where they start and then by their ranks, each hop once a start; how many. `row`, one more than places:
   where those of each place begin. The last column of the ranks is the hop. */
int64_t throughline_rank(const int64_t *start, const int64_t *ranks, int64_t width, int64_t count, int64_t places,
                         int64_t *order, int64_t *spare, int64_t *row);

/* graph/prospects.py: promise[left][needs][way]; -1: no memory is left. */
int64_t throughline_promises(const Ground *ground, int32_t *promise);

#endif
