#ifndef PAWL_CLIBYAML_SHIM_H
#define PAWL_CLIBYAML_SHIM_H

#include <yaml.h>

#endif
