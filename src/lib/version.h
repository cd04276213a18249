/* The version that --version prints and the manual pages carry. */
#ifndef RELIANCE_LIB_VERSION_H
#define RELIANCE_LIB_VERSION_H

#define RELIANCE_VERSION "0.1.0"

#endif
